import type { Api, ApiModel, Link } from '../model/types';
import { isUnresolved, textOf } from '../model/values';
import { labelOf, titleOf } from './apis';
import { Descriptions, type Access } from './describe';
import { mermaidText } from './mermaid-text';
import { wordIf } from './variants';

/** The maximum number of routes that a node of the diagram lists. */
const MAX_LINES = 40;

/** Options for a diagram. */
export interface DiagramOptions {
  /**
   * Whether the diagram shows mappings of domain names to APIs that are not part of the model, such as REST APIs.
   *
   * @default true
   */
  readonly showsOtherApis?: boolean;
}

/**
 * Draws the APIs as a Mermaid flowchart: domain names, stages, APIs, callers, routes and targets. Routes with the same
 * callers and the same target share a node, so that a large API stays readable.
 */
export function diagramOf(model: ApiModel, options: DiagramOptions = {}): string {
  return new Diagram(model, options).text();
}

/** The routes of an API that have the same callers. */
interface Group {
  readonly callers: string;
  readonly access: Access;
  readonly byTarget: Map<string, string[]>;
}

const guarded = ':::guarded';

/** The Mermaid class of a caller node, by the kind of protection of its routes. */
const classes: Record<Access, string> = {
  public: ':::public',
  iam: guarded,
  jwt: guarded,
  lambda: guarded,
  connection: '',
  unknown: '',
};

class Diagram {
  private readonly lines: string[] = [];
  private readonly descriptions: Descriptions;
  private readonly nodes = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private readonly centers = new Map<string, string>();
  private readonly stages = new Map<string, string>();

  constructor(
    private readonly model: ApiModel,
    private readonly options: DiagramOptions,
  ) {
    this.descriptions = new Descriptions(model);
  }

  text(): string {
    for (const api of this.model.apis) this.addApi(api);
    this.addDomainNames();
    return [
      'flowchart LR',
      ...this.lines.map((line) => `  ${line}`),
      '  classDef public fill:#fde8c8,stroke:#b45309,color:#4a2303,stroke-width:2px',
      '  classDef guarded fill:#dcf3e3,stroke:#15803d,color:#0b3d1e',
      '',
    ].join('\n');
  }

  private addApi(api: Api): void {
    const center = this.next('api');
    this.centers.set(api.id, center);
    const targets: string[] = [];
    this.lines.push(`subgraph ${center}_box[${quoted(titleOf(this.model, api))}]`);
    this.lines.push(`  ${center}(${quoted(textOf(api.name) || labelOf(this.model, api))})`);
    for (const stage of api.stages) {
      const node = this.next('stage');
      this.stages.set(`${api.id} ${textOf(stage.name)}`, node);
      this.lines.push(`  ${node}[${quoted(`stage ${textOf(stage.name)}${closedText(api)}`)}] --> ${center}`);
    }
    for (const { callers, access, byTarget } of this.groups(api)) {
      const gate = this.next('callers');
      this.lines.push(`  ${center} --> ${gate}{{${quoted(callers)}}}${classes[access]}`);
      for (const [target, keys] of byTarget) {
        const routes = this.next('routes');
        this.lines.push(`  ${gate} --> ${routes}[${quoted(...shortened(keys))}]`);
        if (target !== 'nothing') targets.push(`${routes} --> ${this.nodeOf('target', target)}`);
      }
    }
    this.lines.push('end', ...targets);
  }

  /** Groups the route keys by callers, and then by target. */
  private groups(api: Api): Group[] {
    const groups = new Map<string, Group>();
    for (const route of api.routes) {
      const callers = this.descriptions.callersOf(api, route);
      const group = groups.get(callers) ?? {
        callers,
        access: this.descriptions.accessOf(api, route),
        byTarget: new Map<string, string[]>(),
      };
      groups.set(callers, group);
      const target = this.descriptions.targetOf(route);
      const keys = group.byTarget.get(target) ?? [];
      keys.push(textOf(route.key));
      group.byTarget.set(target, keys);
    }
    return [...groups.values()];
  }

  private addDomainNames(): void {
    for (const domain of this.model.domainNames) {
      const name = `${textOf(domain.name)}${domain.mutualTls === undefined ? '' : ' (mutual TLS)'}`;
      for (const { api, stage, key } of domain.mappings) {
        this.link(name, api, textOf(stage), textOf(key) === '' ? '' : `/${textOf(key)}`);
      }
      for (const { actions, priority } of domain.routingRules) {
        for (const { api, stage } of isUnresolved(actions) ? [] : actions) {
          this.link(name, api, textOf(stage), `rule ${textOf(priority)}`);
        }
      }
    }
  }

  private link(domain: string, api: Link, stage: string, label: string): void {
    const name = 'id' in api ? api.id : textOf(api.external);
    const known = this.stages.get(`${name} ${stage}`);
    const other = known ?? this.centers.get(name);
    if (other === undefined && this.options.showsOtherApis === false) return;
    const to = other ?? this.nodeOf('other', `API ${name}`);
    const words = [label, ...(known === undefined ? [`stage ${stage}`] : [])].filter((word) => word !== '').join(', ');
    this.lines.push(`${this.nodeOf('domain', domain)} -->${words === '' ? '' : `|${quoted(words)}|`} ${to}`);
  }

  /**
   * Returns the Mermaid node with the specified text. The text is included only the first time that the node is used.
   */
  private nodeOf(kind: 'target' | 'domain' | 'other', text: string): string {
    const key = `${kind} ${text}`;
    const known = this.nodes.get(key);
    if (known !== undefined) return known;
    const node = this.next(kind);
    this.nodes.set(key, node);
    return kind === 'domain' ? `${node}([${quoted(text)}])` : `${node}[[${quoted(text)}]]`;
  }

  private next(kind: string): string {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return `${kind}${count}`;
  }
}

function closedText({ disableExecuteApiEndpoint: disabled }: Api): string {
  return wordIf(', default endpoint disabled', disabled);
}

function shortened(keys: string[]): string[] {
  if (keys.length <= MAX_LINES) return keys;
  return [...keys.slice(0, MAX_LINES - 1), `… and ${keys.length - MAX_LINES + 1} more`];
}

function quoted(...lines: string[]): string {
  return `"${lines.map(mermaidText).join('<br/>')}"`;
}
