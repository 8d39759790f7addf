import { parse } from 'velocityjs';
import { quietVariables } from '../undocumented/integrations';
import { VelocityCompile } from './compile';
import { javaMethods } from './java-values';
import { util } from './util';

/** The largest template, in bytes. */
const maximumTemplate = 300 * 1024;

/** The data that a template can use. */
export interface TemplateVariables {
  readonly input: unknown;
  readonly context: unknown;
  readonly stageVariables: Readonly<Record<string, string>>;
}

/** A mapping template that cannot be rendered. */
export class TemplateError extends Error {}

/** Renders mapping templates. A template is parsed once. */
export class Templates {
  private readonly parsed = new Map<string, Nodes>();

  /** Renders a template. Throws a `TemplateError`. */
  render(template: string, variables: TemplateVariables): string {
    try {
      // A compiled template keeps the state of its last run.
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
      if (size > maximumTemplate) throw new Error(`it has ${size} bytes; 300 KB are allowed`);
      nodes = parse(template);
      silence(nodes);
      this.parsed.set(template, nodes);
    }
    return nodes;
  }
}

type Nodes = ReturnType<typeof parse>;

/** Makes references quiet: they print nothing without a value. */
function silence(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const reference = node as { type?: string; id?: string; leader?: string };
  if (reference.type === 'references' && quietVariables.has(reference.id!)) reference.leader = '$!';
  for (const child of Object.values(node)) silence(child);
}
