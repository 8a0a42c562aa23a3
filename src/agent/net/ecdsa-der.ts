// The form in which chips and many programs give an ECDSA signature, turned into that of JOSE. Pure.

/** From two integers in DER to two numbers of 32 bytes. Source: RFC 3279 section 2.2.3; RFC 7518 section 3.4. */
export function bothNumbers(der: Uint8Array): Uint8Array | undefined {
  const [sequence, length, ...rest] = der;
  if (sequence !== 0x30 || length !== rest.length) return undefined;
  const first = integerAt(der, 2);
  const second = first && integerAt(der, first.end);
  if (first === undefined || second === undefined || second.end !== der.length) return undefined;
  return Buffer.concat([first.number, second.number]);
}

function integerAt(
  der: Uint8Array,
  at: number,
): { readonly number: Uint8Array; readonly end: number } | undefined {
  const length = der[at + 1];
  if (der[at] !== 0x02 || length === undefined) return undefined;
  const end = at + 2 + length;
  const digits = der.subarray(at + 2, end);
  const significant = digits.subarray(
    Math.max(
      0,
      digits.findIndex((byte) => byte !== 0),
    ),
  );
  if (digits.length !== length || significant.length > 32) return undefined;
  const number = Buffer.alloc(32);
  number.set(significant, 32 - significant.length);
  return { number, end };
}
