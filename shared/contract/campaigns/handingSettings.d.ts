import { z } from 'zod';
/** How a campaign hands out contacts on request. */
export declare const Handing: z.ZodObject<{
    batch: z.ZodDefault<z.ZodNumber>;
    mostPerDay: z.ZodDefault<z.ZodNullable<z.ZodNumber>>;
    mayAsk: z.ZodDefault<z.ZodNullable<z.ZodArray<z.ZodString>>>;
    idleMinutes: z.ZodDefault<z.ZodNumber>;
    answerMinutes: z.ZodDefault<z.ZodNumber>;
}, z.core.$strip>;
export type Handing = z.infer<typeof Handing>;
export type HandingInput = z.input<typeof Handing>;
