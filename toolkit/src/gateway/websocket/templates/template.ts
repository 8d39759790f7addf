import { parse } from 'velocityjs';
import { quietVariables } from '../undocumented/integrations';
import { VelocityCompile } from './compile';
import { javaMethods } from './java-values';
import { util } from './util';

/** The maximum size of a template, in bytes. */
const maximumTemplate = 300 * 1024;

/** The variables that a mapping template can use. */
export interface TemplateVariables {
  readonly input: unknown;
  readonly context: unknown;
  readonly stageVariables: Readonly<Record<string, string>>;
}

/** The error for a mapping template that cannot be rendered. */
export class TemplateError extends Error {}

/** Renders mapping templates. Each template is parsed once. */
export class Templates {
  private readonly parsed = new Map<string, Nodes>();

  /** Renders a template. Throws a `TemplateError` if the template is not valid or an expression fails. */
  render(template: string, variables: TemplateVariables): string {
    try {
      // A `VelocityCompile` object keeps the state of its last run, so each run needs a new object.
      const compiled = new VelocityCompile(this.nodesOf(template), { customMethodHandlers: [javaMethods] });
      const stageVariables = { ...variables.stageVariables };
      return compiled.render({ ...variables, stageVariables, util });
    } catch (error) {
      throw new TemplateError(`The template cannot be rendered: ${(error as Error).message}`);
    }
  }

  private nodesOf(template: string): Nodes {
    let nodes = this.parsed.get(template);
    if (!nodes) {
      const size = Buffer.byteLength(template);
      if (size > maximumTemplate)
        throw new Error(`the template has ${size} bytes, but API Gateway allows at most 300 KB`);
      nodes = parse(template);
      silence(nodes);
      this.parsed.set(template, nodes);
    }
    return nodes;
  }
}

type Nodes = ReturnType<typeof parse>;

/** Changes references to quiet references, so that a reference without a value prints nothing. */
function silence(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const reference = node as { type?: string; id?: string; leader?: string };
  if (reference.type === 'references' && quietVariables.has(reference.id!)) reference.leader = '$!';
  for (const child of Object.values(node)) silence(child);
}
