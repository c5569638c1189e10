import { z } from 'zod';
/** Why the button gives nothing now. */
export declare const NothingBecause: z.ZodEnum<{
    "day-done": "day-done";
    "none-left": "none-left";
    "not-chosen": "not-chosen";
    "not-running": "not-running";
}>;
export type NothingBecause = z.infer<typeof NothingBecause>;
/** What a texter sees of handing out; contacts that they may not see count nowhere. */
export declare const HandingState: z.ZodObject<{
    campaignId: z.ZodString;
    onRequest: z.ZodBoolean;
    batch: z.ZodNumber;
    next: z.ZodNumber;
    nothing: z.ZodNullable<z.ZodEnum<{
        "day-done": "day-done";
        "none-left": "none-left";
        "not-chosen": "not-chosen";
        "not-running": "not-running";
    }>>;
    mostPerDay: z.ZodNullable<z.ZodNumber>;
    own: z.ZodObject<{
        sentToday: z.ZodNumber;
        answeredToday: z.ZodNumber;
        toSend: z.ZodNumber;
        waiting: z.ZodNumber;
    }, z.core.$strip>;
    team: z.ZodObject<{
        sentToday: z.ZodNumber;
        answeredToday: z.ZodNumber;
        left: z.ZodNumber;
        here: z.ZodArray<z.ZodObject<{
            id: z.ZodString;
            name: z.ZodString;
        }, z.core.$strip>>;
    }, z.core.$strip>;
    offered: z.ZodObject<{
        count: z.ZodNumber;
        since: z.ZodNullable<z.ZodNumber>;
    }, z.core.$strip>;
}, z.core.$strip>;
export type HandingState = z.infer<typeof HandingState>;
/** A conversation that somebody else took over because its reply waited. */
export declare const PassedOn: z.ZodObject<{
    id: z.ZodString;
    conversationId: z.ZodString;
    contactName: z.ZodString;
    campaignName: z.ZodString;
    byName: z.ZodString;
    at: z.ZodNumber;
    draft: z.ZodString;
}, z.core.$strip>;
export type PassedOn = z.infer<typeof PassedOn>;
export declare const handing: {
    set: import("@orpc/contract").ContractProcedureBuilderWithInputOutput<z.ZodObject<{
        campaignId: z.ZodString;
        handing: z.ZodNullable<z.ZodObject<{
            batch: z.ZodDefault<z.ZodNumber>;
            mostPerDay: z.ZodDefault<z.ZodNullable<z.ZodNumber>>;
            mayAsk: z.ZodDefault<z.ZodNullable<z.ZodArray<z.ZodString>>>;
            idleMinutes: z.ZodDefault<z.ZodNumber>;
            answerMinutes: z.ZodDefault<z.ZodNumber>;
        }, z.core.$strip>>;
    }, z.core.$strip>, z.ZodObject<{
        id: z.ZodString;
        name: z.ZodString;
        region: z.ZodEnum<{
            CA: "CA";
            GB: "GB";
            US: "US";
        }>;
        profile: z.ZodEnum<{
            "provider-1": "provider-1";
            "provider-2": "provider-2";
        }>;
        state: z.ZodEnum<{
            closed: "closed";
            draft: "draft";
            launched: "launched";
            paused: "paused";
        }>;
        pauseReason: z.ZodString;
        script: z.ZodString;
        replies: z.ZodArray<z.ZodObject<{
            id: z.ZodOptional<z.ZodString>;
            folder: z.ZodDefault<z.ZodString>;
            title: z.ZodString;
            text: z.ZodString;
            question: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        }, z.core.$strip>>;
        texterIds: z.ZodArray<z.ZodString>;
        hours: z.ZodNullable<z.ZodObject<{
            sendFrom: z.ZodDefault<z.ZodNullable<z.ZodNumber>>;
            sendUntil: z.ZodDefault<z.ZodNullable<z.ZodNumber>>;
            zone: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        }, z.core.$strip>>;
        createdAt: z.ZodNumber;
        launchedAt: z.ZodNullable<z.ZodNumber>;
        archivedAt: z.ZodNullable<z.ZodNumber>;
        origin: z.ZodNullable<z.ZodObject<{
            campaignId: z.ZodNullable<z.ZodString>;
            sentence: z.ZodString;
        }, z.core.$strip>>;
        counts: z.ZodObject<{
            contacts: z.ZodNumber;
            toSend: z.ZodNumber;
            toAnswer: z.ZodNumber;
            waiting: z.ZodNumber;
            closed: z.ZodNumber;
            unassigned: z.ZodNumber;
            optedOut: z.ZodNumber;
            onHold: z.ZodNumber;
        }, z.core.$strip>;
    }, z.core.$strip>, import("@orpc/contract").MergedErrorMap<Record<never, never>, {
        UNAUTHORIZED: {
            status: 401;
            readonly message: string;
        };
        FORBIDDEN: {
            status: 403;
            readonly message: string;
        };
        CONSOLE_ONLY: {
            status: 403;
            readonly message: string;
        };
        NOT_FOUND: {
            status: 404;
            readonly message: string;
        };
        CONFLICT: {
            status: 409;
            readonly message: string;
        };
        INVALID: {
            status: 422;
            readonly message: string;
        } & {
            data: z.ZodOptional<z.ZodObject<{
                issues: z.ZodArray<z.ZodObject<{
                    path: z.ZodArray<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>>;
        };
        LOCKED: {
            status: 429;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                until: z.ZodNumber;
            }, z.core.$strip>;
        };
        SECOND_FACTOR: {
            status: 401;
            readonly message: string;
        };
        DUTY: {
            status: 403;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                duty: z.ZodEnum<{
                    password: "password";
                    "second-factor": "second-factor";
                }>;
            }, z.core.$strip>;
        };
        GUARD: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                rule: z.ZodEnum<{
                    "answer-late": "answer-late";
                    "campaign-not-running": "campaign-not-running";
                    "confirmation-late": "confirmation-late";
                    "conversation-closed": "conversation-closed";
                    "duplicate-initial": "duplicate-initial";
                    "inbound-stale": "inbound-stale";
                    "invalid-number": "invalid-number";
                    "on-hold": "on-hold";
                    "opted-out": "opted-out";
                    "provider-block": "provider-block";
                    "quiet-hours": "quiet-hours";
                    "sender-retired": "sender-retired";
                    "sending-off": "sending-off";
                    "stop-waiting": "stop-waiting";
                    "texted-often": "texted-often";
                    "wrong-number": "wrong-number";
                }>;
            }, z.core.$strip>;
        };
        UNCONFIRMED: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                warnings: z.ZodArray<z.ZodObject<{
                    code: z.ZodEnum<{
                        "confirmation-markets": "confirmation-markets";
                        "empty-field": "empty-field";
                        "one-character": "one-character";
                        "one-emoji": "one-emoji";
                        "replies-unknown-fields": "replies-unknown-fields";
                        "script-no-opt-out": "script-no-opt-out";
                        "script-no-organisation": "script-no-organisation";
                        "script-unknown-fields": "script-unknown-fields";
                        "sender-has-contacts": "sender-has-contacts";
                        "sender-has-queued": "sender-has-queued";
                        "state-hours-off": "state-hours-off";
                        "stop-waiting": "stop-waiting";
                        "stops-waiting": "stops-waiting";
                        "texts-waiting": "texts-waiting";
                    }>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>;
        };
        UNAVAILABLE: {
            status: 503;
            readonly message: string;
        };
    }>, import("../base/procedure.ts").Access & Record<never, never>>;
    state: import("@orpc/contract").ContractProcedureBuilderWithInputOutput<z.ZodObject<{
        viewAs: z.ZodOptional<z.ZodString>;
        campaignId: z.ZodString;
    }, z.core.$strip>, z.ZodObject<{
        campaignId: z.ZodString;
        onRequest: z.ZodBoolean;
        batch: z.ZodNumber;
        next: z.ZodNumber;
        nothing: z.ZodNullable<z.ZodEnum<{
            "day-done": "day-done";
            "none-left": "none-left";
            "not-chosen": "not-chosen";
            "not-running": "not-running";
        }>>;
        mostPerDay: z.ZodNullable<z.ZodNumber>;
        own: z.ZodObject<{
            sentToday: z.ZodNumber;
            answeredToday: z.ZodNumber;
            toSend: z.ZodNumber;
            waiting: z.ZodNumber;
        }, z.core.$strip>;
        team: z.ZodObject<{
            sentToday: z.ZodNumber;
            answeredToday: z.ZodNumber;
            left: z.ZodNumber;
            here: z.ZodArray<z.ZodObject<{
                id: z.ZodString;
                name: z.ZodString;
            }, z.core.$strip>>;
        }, z.core.$strip>;
        offered: z.ZodObject<{
            count: z.ZodNumber;
            since: z.ZodNullable<z.ZodNumber>;
        }, z.core.$strip>;
    }, z.core.$strip>, import("@orpc/contract").MergedErrorMap<Record<never, never>, {
        UNAUTHORIZED: {
            status: 401;
            readonly message: string;
        };
        FORBIDDEN: {
            status: 403;
            readonly message: string;
        };
        CONSOLE_ONLY: {
            status: 403;
            readonly message: string;
        };
        NOT_FOUND: {
            status: 404;
            readonly message: string;
        };
        CONFLICT: {
            status: 409;
            readonly message: string;
        };
        INVALID: {
            status: 422;
            readonly message: string;
        } & {
            data: z.ZodOptional<z.ZodObject<{
                issues: z.ZodArray<z.ZodObject<{
                    path: z.ZodArray<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>>;
        };
        LOCKED: {
            status: 429;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                until: z.ZodNumber;
            }, z.core.$strip>;
        };
        SECOND_FACTOR: {
            status: 401;
            readonly message: string;
        };
        DUTY: {
            status: 403;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                duty: z.ZodEnum<{
                    password: "password";
                    "second-factor": "second-factor";
                }>;
            }, z.core.$strip>;
        };
        GUARD: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                rule: z.ZodEnum<{
                    "answer-late": "answer-late";
                    "campaign-not-running": "campaign-not-running";
                    "confirmation-late": "confirmation-late";
                    "conversation-closed": "conversation-closed";
                    "duplicate-initial": "duplicate-initial";
                    "inbound-stale": "inbound-stale";
                    "invalid-number": "invalid-number";
                    "on-hold": "on-hold";
                    "opted-out": "opted-out";
                    "provider-block": "provider-block";
                    "quiet-hours": "quiet-hours";
                    "sender-retired": "sender-retired";
                    "sending-off": "sending-off";
                    "stop-waiting": "stop-waiting";
                    "texted-often": "texted-often";
                    "wrong-number": "wrong-number";
                }>;
            }, z.core.$strip>;
        };
        UNCONFIRMED: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                warnings: z.ZodArray<z.ZodObject<{
                    code: z.ZodEnum<{
                        "confirmation-markets": "confirmation-markets";
                        "empty-field": "empty-field";
                        "one-character": "one-character";
                        "one-emoji": "one-emoji";
                        "replies-unknown-fields": "replies-unknown-fields";
                        "script-no-opt-out": "script-no-opt-out";
                        "script-no-organisation": "script-no-organisation";
                        "script-unknown-fields": "script-unknown-fields";
                        "sender-has-contacts": "sender-has-contacts";
                        "sender-has-queued": "sender-has-queued";
                        "state-hours-off": "state-hours-off";
                        "stop-waiting": "stop-waiting";
                        "stops-waiting": "stops-waiting";
                        "texts-waiting": "texts-waiting";
                    }>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>;
        };
        UNAVAILABLE: {
            status: 503;
            readonly message: string;
        };
    }>, import("../base/procedure.ts").Access & Record<never, never>>;
    ask: import("@orpc/contract").ContractProcedureBuilderWithInputOutput<z.ZodObject<{
        campaignId: z.ZodString;
    }, z.core.$strip>, z.ZodObject<{
        given: z.ZodNumber;
        state: z.ZodObject<{
            campaignId: z.ZodString;
            onRequest: z.ZodBoolean;
            batch: z.ZodNumber;
            next: z.ZodNumber;
            nothing: z.ZodNullable<z.ZodEnum<{
                "day-done": "day-done";
                "none-left": "none-left";
                "not-chosen": "not-chosen";
                "not-running": "not-running";
            }>>;
            mostPerDay: z.ZodNullable<z.ZodNumber>;
            own: z.ZodObject<{
                sentToday: z.ZodNumber;
                answeredToday: z.ZodNumber;
                toSend: z.ZodNumber;
                waiting: z.ZodNumber;
            }, z.core.$strip>;
            team: z.ZodObject<{
                sentToday: z.ZodNumber;
                answeredToday: z.ZodNumber;
                left: z.ZodNumber;
                here: z.ZodArray<z.ZodObject<{
                    id: z.ZodString;
                    name: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>;
            offered: z.ZodObject<{
                count: z.ZodNumber;
                since: z.ZodNullable<z.ZodNumber>;
            }, z.core.$strip>;
        }, z.core.$strip>;
    }, z.core.$strip>, import("@orpc/contract").MergedErrorMap<Record<never, never>, {
        UNAUTHORIZED: {
            status: 401;
            readonly message: string;
        };
        FORBIDDEN: {
            status: 403;
            readonly message: string;
        };
        CONSOLE_ONLY: {
            status: 403;
            readonly message: string;
        };
        NOT_FOUND: {
            status: 404;
            readonly message: string;
        };
        CONFLICT: {
            status: 409;
            readonly message: string;
        };
        INVALID: {
            status: 422;
            readonly message: string;
        } & {
            data: z.ZodOptional<z.ZodObject<{
                issues: z.ZodArray<z.ZodObject<{
                    path: z.ZodArray<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>>;
        };
        LOCKED: {
            status: 429;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                until: z.ZodNumber;
            }, z.core.$strip>;
        };
        SECOND_FACTOR: {
            status: 401;
            readonly message: string;
        };
        DUTY: {
            status: 403;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                duty: z.ZodEnum<{
                    password: "password";
                    "second-factor": "second-factor";
                }>;
            }, z.core.$strip>;
        };
        GUARD: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                rule: z.ZodEnum<{
                    "answer-late": "answer-late";
                    "campaign-not-running": "campaign-not-running";
                    "confirmation-late": "confirmation-late";
                    "conversation-closed": "conversation-closed";
                    "duplicate-initial": "duplicate-initial";
                    "inbound-stale": "inbound-stale";
                    "invalid-number": "invalid-number";
                    "on-hold": "on-hold";
                    "opted-out": "opted-out";
                    "provider-block": "provider-block";
                    "quiet-hours": "quiet-hours";
                    "sender-retired": "sender-retired";
                    "sending-off": "sending-off";
                    "stop-waiting": "stop-waiting";
                    "texted-often": "texted-often";
                    "wrong-number": "wrong-number";
                }>;
            }, z.core.$strip>;
        };
        UNCONFIRMED: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                warnings: z.ZodArray<z.ZodObject<{
                    code: z.ZodEnum<{
                        "confirmation-markets": "confirmation-markets";
                        "empty-field": "empty-field";
                        "one-character": "one-character";
                        "one-emoji": "one-emoji";
                        "replies-unknown-fields": "replies-unknown-fields";
                        "script-no-opt-out": "script-no-opt-out";
                        "script-no-organisation": "script-no-organisation";
                        "script-unknown-fields": "script-unknown-fields";
                        "sender-has-contacts": "sender-has-contacts";
                        "sender-has-queued": "sender-has-queued";
                        "state-hours-off": "state-hours-off";
                        "stop-waiting": "stop-waiting";
                        "stops-waiting": "stops-waiting";
                        "texts-waiting": "texts-waiting";
                    }>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>;
        };
        UNAVAILABLE: {
            status: 503;
            readonly message: string;
        };
    }>, import("../base/procedure.ts").Access & Record<never, never>>;
    done: import("@orpc/contract").ContractProcedureBuilderWithInputOutput<z.ZodObject<{
        campaignId: z.ZodString;
    }, z.core.$strip>, z.ZodObject<{
        returned: z.ZodNumber;
        state: z.ZodObject<{
            campaignId: z.ZodString;
            onRequest: z.ZodBoolean;
            batch: z.ZodNumber;
            next: z.ZodNumber;
            nothing: z.ZodNullable<z.ZodEnum<{
                "day-done": "day-done";
                "none-left": "none-left";
                "not-chosen": "not-chosen";
                "not-running": "not-running";
            }>>;
            mostPerDay: z.ZodNullable<z.ZodNumber>;
            own: z.ZodObject<{
                sentToday: z.ZodNumber;
                answeredToday: z.ZodNumber;
                toSend: z.ZodNumber;
                waiting: z.ZodNumber;
            }, z.core.$strip>;
            team: z.ZodObject<{
                sentToday: z.ZodNumber;
                answeredToday: z.ZodNumber;
                left: z.ZodNumber;
                here: z.ZodArray<z.ZodObject<{
                    id: z.ZodString;
                    name: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>;
            offered: z.ZodObject<{
                count: z.ZodNumber;
                since: z.ZodNullable<z.ZodNumber>;
            }, z.core.$strip>;
        }, z.core.$strip>;
    }, z.core.$strip>, import("@orpc/contract").MergedErrorMap<Record<never, never>, {
        UNAUTHORIZED: {
            status: 401;
            readonly message: string;
        };
        FORBIDDEN: {
            status: 403;
            readonly message: string;
        };
        CONSOLE_ONLY: {
            status: 403;
            readonly message: string;
        };
        NOT_FOUND: {
            status: 404;
            readonly message: string;
        };
        CONFLICT: {
            status: 409;
            readonly message: string;
        };
        INVALID: {
            status: 422;
            readonly message: string;
        } & {
            data: z.ZodOptional<z.ZodObject<{
                issues: z.ZodArray<z.ZodObject<{
                    path: z.ZodArray<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>>;
        };
        LOCKED: {
            status: 429;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                until: z.ZodNumber;
            }, z.core.$strip>;
        };
        SECOND_FACTOR: {
            status: 401;
            readonly message: string;
        };
        DUTY: {
            status: 403;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                duty: z.ZodEnum<{
                    password: "password";
                    "second-factor": "second-factor";
                }>;
            }, z.core.$strip>;
        };
        GUARD: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                rule: z.ZodEnum<{
                    "answer-late": "answer-late";
                    "campaign-not-running": "campaign-not-running";
                    "confirmation-late": "confirmation-late";
                    "conversation-closed": "conversation-closed";
                    "duplicate-initial": "duplicate-initial";
                    "inbound-stale": "inbound-stale";
                    "invalid-number": "invalid-number";
                    "on-hold": "on-hold";
                    "opted-out": "opted-out";
                    "provider-block": "provider-block";
                    "quiet-hours": "quiet-hours";
                    "sender-retired": "sender-retired";
                    "sending-off": "sending-off";
                    "stop-waiting": "stop-waiting";
                    "texted-often": "texted-often";
                    "wrong-number": "wrong-number";
                }>;
            }, z.core.$strip>;
        };
        UNCONFIRMED: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                warnings: z.ZodArray<z.ZodObject<{
                    code: z.ZodEnum<{
                        "confirmation-markets": "confirmation-markets";
                        "empty-field": "empty-field";
                        "one-character": "one-character";
                        "one-emoji": "one-emoji";
                        "replies-unknown-fields": "replies-unknown-fields";
                        "script-no-opt-out": "script-no-opt-out";
                        "script-no-organisation": "script-no-organisation";
                        "script-unknown-fields": "script-unknown-fields";
                        "sender-has-contacts": "sender-has-contacts";
                        "sender-has-queued": "sender-has-queued";
                        "state-hours-off": "state-hours-off";
                        "stop-waiting": "stop-waiting";
                        "stops-waiting": "stops-waiting";
                        "texts-waiting": "texts-waiting";
                    }>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>;
        };
        UNAVAILABLE: {
            status: 503;
            readonly message: string;
        };
    }>, import("../base/procedure.ts").Access & Record<never, never>>;
    take: import("@orpc/contract").ContractProcedureBuilderWithInputOutput<z.ZodObject<{
        campaignId: z.ZodString;
    }, z.core.$strip>, z.ZodObject<{
        conversationId: z.ZodNullable<z.ZodString>;
    }, z.core.$strip>, import("@orpc/contract").MergedErrorMap<Record<never, never>, {
        UNAUTHORIZED: {
            status: 401;
            readonly message: string;
        };
        FORBIDDEN: {
            status: 403;
            readonly message: string;
        };
        CONSOLE_ONLY: {
            status: 403;
            readonly message: string;
        };
        NOT_FOUND: {
            status: 404;
            readonly message: string;
        };
        CONFLICT: {
            status: 409;
            readonly message: string;
        };
        INVALID: {
            status: 422;
            readonly message: string;
        } & {
            data: z.ZodOptional<z.ZodObject<{
                issues: z.ZodArray<z.ZodObject<{
                    path: z.ZodArray<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>>;
        };
        LOCKED: {
            status: 429;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                until: z.ZodNumber;
            }, z.core.$strip>;
        };
        SECOND_FACTOR: {
            status: 401;
            readonly message: string;
        };
        DUTY: {
            status: 403;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                duty: z.ZodEnum<{
                    password: "password";
                    "second-factor": "second-factor";
                }>;
            }, z.core.$strip>;
        };
        GUARD: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                rule: z.ZodEnum<{
                    "answer-late": "answer-late";
                    "campaign-not-running": "campaign-not-running";
                    "confirmation-late": "confirmation-late";
                    "conversation-closed": "conversation-closed";
                    "duplicate-initial": "duplicate-initial";
                    "inbound-stale": "inbound-stale";
                    "invalid-number": "invalid-number";
                    "on-hold": "on-hold";
                    "opted-out": "opted-out";
                    "provider-block": "provider-block";
                    "quiet-hours": "quiet-hours";
                    "sender-retired": "sender-retired";
                    "sending-off": "sending-off";
                    "stop-waiting": "stop-waiting";
                    "texted-often": "texted-often";
                    "wrong-number": "wrong-number";
                }>;
            }, z.core.$strip>;
        };
        UNCONFIRMED: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                warnings: z.ZodArray<z.ZodObject<{
                    code: z.ZodEnum<{
                        "confirmation-markets": "confirmation-markets";
                        "empty-field": "empty-field";
                        "one-character": "one-character";
                        "one-emoji": "one-emoji";
                        "replies-unknown-fields": "replies-unknown-fields";
                        "script-no-opt-out": "script-no-opt-out";
                        "script-no-organisation": "script-no-organisation";
                        "script-unknown-fields": "script-unknown-fields";
                        "sender-has-contacts": "sender-has-contacts";
                        "sender-has-queued": "sender-has-queued";
                        "state-hours-off": "state-hours-off";
                        "stop-waiting": "stop-waiting";
                        "stops-waiting": "stops-waiting";
                        "texts-waiting": "texts-waiting";
                    }>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>;
        };
        UNAVAILABLE: {
            status: 503;
            readonly message: string;
        };
    }>, import("../base/procedure.ts").Access & Record<never, never>>;
    here: import("@orpc/contract").ContractProcedureBuilderWithOutput<import("@orpc/contract").Schema<unknown, unknown>, z.ZodObject<{
        ok: z.ZodLiteral<true>;
    }, z.core.$strip>, import("@orpc/contract").MergedErrorMap<Record<never, never>, {
        UNAUTHORIZED: {
            status: 401;
            readonly message: string;
        };
        FORBIDDEN: {
            status: 403;
            readonly message: string;
        };
        CONSOLE_ONLY: {
            status: 403;
            readonly message: string;
        };
        NOT_FOUND: {
            status: 404;
            readonly message: string;
        };
        CONFLICT: {
            status: 409;
            readonly message: string;
        };
        INVALID: {
            status: 422;
            readonly message: string;
        } & {
            data: z.ZodOptional<z.ZodObject<{
                issues: z.ZodArray<z.ZodObject<{
                    path: z.ZodArray<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>>;
        };
        LOCKED: {
            status: 429;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                until: z.ZodNumber;
            }, z.core.$strip>;
        };
        SECOND_FACTOR: {
            status: 401;
            readonly message: string;
        };
        DUTY: {
            status: 403;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                duty: z.ZodEnum<{
                    password: "password";
                    "second-factor": "second-factor";
                }>;
            }, z.core.$strip>;
        };
        GUARD: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                rule: z.ZodEnum<{
                    "answer-late": "answer-late";
                    "campaign-not-running": "campaign-not-running";
                    "confirmation-late": "confirmation-late";
                    "conversation-closed": "conversation-closed";
                    "duplicate-initial": "duplicate-initial";
                    "inbound-stale": "inbound-stale";
                    "invalid-number": "invalid-number";
                    "on-hold": "on-hold";
                    "opted-out": "opted-out";
                    "provider-block": "provider-block";
                    "quiet-hours": "quiet-hours";
                    "sender-retired": "sender-retired";
                    "sending-off": "sending-off";
                    "stop-waiting": "stop-waiting";
                    "texted-often": "texted-often";
                    "wrong-number": "wrong-number";
                }>;
            }, z.core.$strip>;
        };
        UNCONFIRMED: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                warnings: z.ZodArray<z.ZodObject<{
                    code: z.ZodEnum<{
                        "confirmation-markets": "confirmation-markets";
                        "empty-field": "empty-field";
                        "one-character": "one-character";
                        "one-emoji": "one-emoji";
                        "replies-unknown-fields": "replies-unknown-fields";
                        "script-no-opt-out": "script-no-opt-out";
                        "script-no-organisation": "script-no-organisation";
                        "script-unknown-fields": "script-unknown-fields";
                        "sender-has-contacts": "sender-has-contacts";
                        "sender-has-queued": "sender-has-queued";
                        "state-hours-off": "state-hours-off";
                        "stop-waiting": "stop-waiting";
                        "stops-waiting": "stops-waiting";
                        "texts-waiting": "texts-waiting";
                    }>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>;
        };
        UNAVAILABLE: {
            status: 503;
            readonly message: string;
        };
    }>, import("../base/procedure.ts").Access & Record<never, never>>;
    passedOn: import("@orpc/contract").ContractProcedureBuilderWithInputOutput<z.ZodDefault<z.ZodObject<{
        viewAs: z.ZodOptional<z.ZodString>;
    }, z.core.$strip>>, z.ZodArray<z.ZodObject<{
        id: z.ZodString;
        conversationId: z.ZodString;
        contactName: z.ZodString;
        campaignName: z.ZodString;
        byName: z.ZodString;
        at: z.ZodNumber;
        draft: z.ZodString;
    }, z.core.$strip>>, import("@orpc/contract").MergedErrorMap<Record<never, never>, {
        UNAUTHORIZED: {
            status: 401;
            readonly message: string;
        };
        FORBIDDEN: {
            status: 403;
            readonly message: string;
        };
        CONSOLE_ONLY: {
            status: 403;
            readonly message: string;
        };
        NOT_FOUND: {
            status: 404;
            readonly message: string;
        };
        CONFLICT: {
            status: 409;
            readonly message: string;
        };
        INVALID: {
            status: 422;
            readonly message: string;
        } & {
            data: z.ZodOptional<z.ZodObject<{
                issues: z.ZodArray<z.ZodObject<{
                    path: z.ZodArray<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>>;
        };
        LOCKED: {
            status: 429;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                until: z.ZodNumber;
            }, z.core.$strip>;
        };
        SECOND_FACTOR: {
            status: 401;
            readonly message: string;
        };
        DUTY: {
            status: 403;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                duty: z.ZodEnum<{
                    password: "password";
                    "second-factor": "second-factor";
                }>;
            }, z.core.$strip>;
        };
        GUARD: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                rule: z.ZodEnum<{
                    "answer-late": "answer-late";
                    "campaign-not-running": "campaign-not-running";
                    "confirmation-late": "confirmation-late";
                    "conversation-closed": "conversation-closed";
                    "duplicate-initial": "duplicate-initial";
                    "inbound-stale": "inbound-stale";
                    "invalid-number": "invalid-number";
                    "on-hold": "on-hold";
                    "opted-out": "opted-out";
                    "provider-block": "provider-block";
                    "quiet-hours": "quiet-hours";
                    "sender-retired": "sender-retired";
                    "sending-off": "sending-off";
                    "stop-waiting": "stop-waiting";
                    "texted-often": "texted-often";
                    "wrong-number": "wrong-number";
                }>;
            }, z.core.$strip>;
        };
        UNCONFIRMED: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                warnings: z.ZodArray<z.ZodObject<{
                    code: z.ZodEnum<{
                        "confirmation-markets": "confirmation-markets";
                        "empty-field": "empty-field";
                        "one-character": "one-character";
                        "one-emoji": "one-emoji";
                        "replies-unknown-fields": "replies-unknown-fields";
                        "script-no-opt-out": "script-no-opt-out";
                        "script-no-organisation": "script-no-organisation";
                        "script-unknown-fields": "script-unknown-fields";
                        "sender-has-contacts": "sender-has-contacts";
                        "sender-has-queued": "sender-has-queued";
                        "state-hours-off": "state-hours-off";
                        "stop-waiting": "stop-waiting";
                        "stops-waiting": "stops-waiting";
                        "texts-waiting": "texts-waiting";
                    }>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>;
        };
        UNAVAILABLE: {
            status: 503;
            readonly message: string;
        };
    }>, import("../base/procedure.ts").Access & Record<never, never>>;
    seen: import("@orpc/contract").ContractProcedureBuilderWithInputOutput<z.ZodObject<{
        id: z.ZodString;
    }, z.core.$strip>, z.ZodObject<{
        ok: z.ZodLiteral<true>;
    }, z.core.$strip>, import("@orpc/contract").MergedErrorMap<Record<never, never>, {
        UNAUTHORIZED: {
            status: 401;
            readonly message: string;
        };
        FORBIDDEN: {
            status: 403;
            readonly message: string;
        };
        CONSOLE_ONLY: {
            status: 403;
            readonly message: string;
        };
        NOT_FOUND: {
            status: 404;
            readonly message: string;
        };
        CONFLICT: {
            status: 409;
            readonly message: string;
        };
        INVALID: {
            status: 422;
            readonly message: string;
        } & {
            data: z.ZodOptional<z.ZodObject<{
                issues: z.ZodArray<z.ZodObject<{
                    path: z.ZodArray<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>>;
        };
        LOCKED: {
            status: 429;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                until: z.ZodNumber;
            }, z.core.$strip>;
        };
        SECOND_FACTOR: {
            status: 401;
            readonly message: string;
        };
        DUTY: {
            status: 403;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                duty: z.ZodEnum<{
                    password: "password";
                    "second-factor": "second-factor";
                }>;
            }, z.core.$strip>;
        };
        GUARD: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                rule: z.ZodEnum<{
                    "answer-late": "answer-late";
                    "campaign-not-running": "campaign-not-running";
                    "confirmation-late": "confirmation-late";
                    "conversation-closed": "conversation-closed";
                    "duplicate-initial": "duplicate-initial";
                    "inbound-stale": "inbound-stale";
                    "invalid-number": "invalid-number";
                    "on-hold": "on-hold";
                    "opted-out": "opted-out";
                    "provider-block": "provider-block";
                    "quiet-hours": "quiet-hours";
                    "sender-retired": "sender-retired";
                    "sending-off": "sending-off";
                    "stop-waiting": "stop-waiting";
                    "texted-often": "texted-often";
                    "wrong-number": "wrong-number";
                }>;
            }, z.core.$strip>;
        };
        UNCONFIRMED: {
            status: 409;
            readonly message: string;
        } & {
            data: z.ZodObject<{
                warnings: z.ZodArray<z.ZodObject<{
                    code: z.ZodEnum<{
                        "confirmation-markets": "confirmation-markets";
                        "empty-field": "empty-field";
                        "one-character": "one-character";
                        "one-emoji": "one-emoji";
                        "replies-unknown-fields": "replies-unknown-fields";
                        "script-no-opt-out": "script-no-opt-out";
                        "script-no-organisation": "script-no-organisation";
                        "script-unknown-fields": "script-unknown-fields";
                        "sender-has-contacts": "sender-has-contacts";
                        "sender-has-queued": "sender-has-queued";
                        "state-hours-off": "state-hours-off";
                        "stop-waiting": "stop-waiting";
                        "stops-waiting": "stops-waiting";
                        "texts-waiting": "texts-waiting";
                    }>;
                    message: z.ZodString;
                }, z.core.$strip>>;
            }, z.core.$strip>;
        };
        UNAVAILABLE: {
            status: 503;
            readonly message: string;
        };
    }>, import("../base/procedure.ts").Access & Record<never, never>>;
};
