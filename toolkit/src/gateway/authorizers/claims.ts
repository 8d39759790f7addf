/** The claims of a token as events contain them: all values are strings, and claims with the value null are omitted. */
export function claimTexts(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(claims).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, claimText(value)]));
}

function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The scopes of a token: first the scopes in the claim `scp`, then the scopes in the claim `scope`. */
export function scopesOf({ scp, scope }: Readonly<Record<string, unknown>>): string[] {
  return [scp, scope].flatMap((value) => {
    if (Array.isArray(value)) return value.filter((one): one is string => typeof one === 'string');
    return typeof value === 'string' ? value.split(' ').filter((one) => one !== '') : [];
  });
}
