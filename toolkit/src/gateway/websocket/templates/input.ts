import { valueInJson, NotEvaluable } from '../selection';

/** The parameters of the request that opens a connection. Messages have no parameters. */
export interface TemplateParameters {
  readonly header: Readonly<Record<string, string>>;
  readonly querystring: Readonly<Record<string, string>>;
  readonly path: Readonly<Record<string, string>>;
}

/** Creates the variable `$input` of mapping templates. */
export function inputOf(body: string, parameters: TemplateParameters): object {
  const value = (path: string): unknown => {
    try {
      return valueInJson(body, path);
    } catch (error) {
      if (error instanceof NotEvaluable && body === '') return undefined;
      throw error;
    }
  };
  return {
    body,
    json: (path: string) => {
      const found = value(path);
      return found === undefined ? '""' : JSON.stringify(found);
    },
    path: (path: string) => value(path),
    params: (name?: string) => {
      if (name === undefined) return parameters;
      const { path, querystring, header } = parameters;
      return path[name] ?? querystring[name] ?? header[name] ?? header[name.toLowerCase()] ?? '';
    },
  };
}
