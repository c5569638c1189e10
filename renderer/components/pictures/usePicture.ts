import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../client.ts';

/** Milliseconds for which a picture stays in memory after it left the screen. */
const KEPT = 60_000;

/** A picture's content while it is wanted: as a file, and as an address that this window alone can show. */
export function usePicture(id: string, wanted: boolean) {
  const { data, error } = useQuery(
    api.picture.get.queryOptions({
      input: { id },
      enabled: wanted,
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: KEPT,
    }),
  );
  const [shown, setShown] = useState<{ readonly address: string; readonly file: Blob } | null>(null);
  useEffect(() => {
    if (!data || !wanted) return;
    const file = new Blob([Uint8Array.from(atob(data.content), (letter) => letter.charCodeAt(0))], {
      type: data.type,
    });
    const address = URL.createObjectURL(file);
    setShown({ address, file });
    return () => {
      setShown(null);
      URL.revokeObjectURL(address);
    };
  }, [data, wanted]);
  return { shown, error };
}
