import { selectApis } from '../report/apis';
import { routesMarkdown, routesReport, routesText } from '../report/routes';
import type { Command } from './command';
import { inputHelp, inputOptions, readInput } from './input';

/** The command `apigwv2 routes`. */
export const routes: Command = {
  name: 'routes',
  summary: 'shows the routes of each API with their callers, targets and throttling',
  help: `Shows the routes of each API (method, path, callers, target, throttling) and the URLs of the API.

Usage: apigwv2 routes [FILE | DIR] [options]

${inputHelp}

Options
  --api NAME           shows only the API with this name, construct ID, construct path or logical ID
  --json               prints the model as JSON (its schema: schema/api-model.json)
  --markdown           prints Markdown
  --debug              shows the stack trace of an error

Colors are used on a terminal, unless NO_COLOR is set.
Values known only at deployment are shown as <Construct.Attribute>.

Examples
  apigwv2 routes
  apigwv2 routes --assembly cdk.out --api Bookstore
  apigwv2 routes template.yaml --markdown
`,
  options: {
    ...inputOptions,
    api: { type: 'string' },
    json: { type: 'boolean' },
    markdown: { type: 'boolean' },
  },
  async run(args, io) {
    const { api, json, markdown } = args.values as { api?: string; json?: boolean; markdown?: boolean };
    const { model: whole, dispose } = await readInput(args, io);
    try {
      const model = api === undefined ? whole : selectApis(whole, api);
      if (json) io.out(`${JSON.stringify(model, undefined, 2)}\n`);
      else if (markdown) io.out(routesMarkdown(routesReport(model)));
      else io.out(routesText(routesReport(model), { color: io.color }));
      return 0;
    } finally {
      dispose();
    }
  },
};
