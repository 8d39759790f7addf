/** The values of a request that API Gateway inserts into a mapping template. */
export interface Request {
  readonly body?: string;
  readonly context?: Record<string, string>;
  readonly params?: Record<string, string>;
  readonly stageVariables?: Record<string, string>;
}

/**
 * Renders a mapping template. The function supports the part of the template language that this library uses: references, their
 * members and methods, and strings as arguments. Throws for all other syntax.
 */
export function evaluate(template: string, request: Request): string {
  const reader = new Reader(template, namesOf(request));
  return reader.text();
}

function namesOf({ body = '', context = {}, params = {}, stageVariables = {} }: Request): Record<string, unknown> {
  const at = (path: string): unknown =>
    path
      .split(/\.|\[(\d+)\]/)
      .filter((part) => part && part !== '$')
      .reduce<any>((value, part) => value?.[part], JSON.parse(body));
  return {
    input: {
      body,
      json: (path: string) => JSON.stringify(at(path)) ?? '""',
      path: (path: string) => at(path) ?? null,
      params: (name: string) => params[name] ?? '',
    },
    util: {
      // Escapes the characters that JSON.stringify escapes, and also the single quote and the slash
      escapeJavaScript: (value: string) =>
        JSON.stringify(text(value)).slice(1, -1).replaceAll("'", "\\'").replaceAll('/', '\\/'),
      urlEncode: (value: string) => encodeURIComponent(text(value)),
      base64Encode: (value: string) => Buffer.from(text(value)).toString('base64'),
    },
    context,
    stageVariables,
  };
}

/** The functions of API Gateway accept only strings. Velocity finds no method for arguments of other types. */
function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`no text: ${JSON.stringify(value)}`);
  return value;
}

class Reader {
  private position = 0;

  public constructor(
    private readonly template: string,
    private readonly names: Record<string, unknown>,
  ) {}

  public text(): string {
    let out = '';
    while (this.position < this.template.length) {
      const char = this.template[this.position]!;
      if (char === '#') throw new Error(`a directive or comment: ${this.template.slice(this.position)}`);
      out += char === '$' ? this.reference() : this.take(/^[^]/);
    }
    return out;
  }

  private reference(): string {
    const quiet = this.take(/^\$!?/) === '$!';
    const root = this.take(/^\w+/);
    if (!(root in this.names)) throw new Error(`$${root} is not known`);
    let value = this.names[root];
    while (/^\.\w/.test(this.rest())) {
      // The context is one flat object, so $context.identity.sourceIp is the entry 'identity.sourceIp'
      const name = root === 'context' ? this.take(/^(\.\w+)+/).slice(1) : this.take(/^\.\w+/).slice(1);
      value = this.rest().startsWith('(') ? this.call(value, name) : (value as Record<string, unknown>)[name];
      if (typeof value === 'undefined' && !quiet) throw new Error(`.${name} is not known`);
    }
    return (quiet ? `${value ?? ''}` : value) as string;
  }

  private call(on: unknown, method: string): unknown {
    const args: string[] = [];
    this.take(/^\(/);
    while (!this.rest().startsWith(')')) {
      args.push(this.argument());
      if (this.rest().startsWith(',')) this.take(/^,/);
    }
    this.take(/^\)/);
    if (method === 'replaceAll') return (on as string).replaceAll(new RegExp(args[0]!, 'g'), args[1]!);
    return (on as Record<string, (...args: string[]) => unknown>)[method]!(...args);
  }

  private argument(): string {
    if (this.rest().startsWith('$')) return this.reference();
    const quoted = this.take(/^'[^']*'|^"[^"]*"/);
    // A string in double quotes is itself a template
    return quoted.startsWith("'") ? quoted.slice(1, -1) : new Reader(quoted.slice(1, -1), this.names).text();
  }

  private rest(): string {
    return this.template.slice(this.position);
  }

  private take(pattern: RegExp): string {
    const found = pattern.exec(this.rest())?.[0];
    if (!found) throw new Error(`not understood: ${this.rest()}`);
    this.position += found.length;
    return found;
  }
}
