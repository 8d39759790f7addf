import { selectApis } from '../report/apis';
import { diagramOf } from '../report/diagram';
import type { Command } from './command';
import { inputHelp, inputOptions, readInput } from './input';

/** The command `apigwv2 diagram`. */
export const diagram: Command = {
  name: 'diagram',
  summary: 'draws domain names, stages, callers, routes and targets as a Mermaid flowchart',
  help: `Prints a Mermaid flowchart of domain names, stages, APIs, callers, routes and targets.

Usage: apigwv2 diagram [FILE | DIR] [options]

${inputHelp}

Options
  --api NAME           shows only the API with this name, construct ID, construct path or logical ID
  --markdown           prints a Markdown code block, which GitHub and GitLab show as a diagram
  --debug              shows the stack trace of an error

Routes with the same callers and the same target share a node. Callers of public routes are orange.

Examples
  apigwv2 diagram --markdown >> docs/architecture.md
  apigwv2 diagram --assembly cdk.out --api Bookstore
`,
  options: { ...inputOptions, api: { type: 'string' }, markdown: { type: 'boolean' } },
  async run(args, io) {
    const { api, markdown } = args.values as { api?: string; markdown?: boolean };
    const { model, dispose } = await readInput(args, io);
    try {
      const text = api === undefined ? diagramOf(model) : diagramOf(selectApis(model, api), { showsOtherApis: false });
      io.out(markdown ? `\`\`\`mermaid\n${text}\`\`\`\n` : text);
      return 0;
    } finally {
      dispose();
    }
  },
};
