// The API reference, generated from the jsii assembly: a page for each type, with its members in each language.
import { html, prose } from './text.mjs';
import { LANGUAGES, exampleOf, importOf, signature } from './languages.mjs';

const MODULES = {
  '': ['cdk-apigatewayv2', 'APIs, routes, stages, domain names, and the resources that belong to them.'],
  integrations: ['integrations', 'Integrations of HTTP and WebSocket APIs.'],
  authorizers: ['authorizers', 'Authorizers of HTTP and WebSocket APIs.'],
  cloudfront: ['cloudfront', 'Use an HTTP API as the origin of a CloudFront distribution.'],
  interop: ['interop', 'Pass constructs of this library to libraries that expect constructs from aws-cdk-lib.'],
  rules: ['rules', 'Disable rules, and check security practices.'],
};

const KINDS = [
  ['Classes', (type) => type.kind === 'class'],
  ['Properties and options', (type) => type.kind === 'interface' && type.datatype],
  ['Interfaces', (type) => type.kind === 'interface' && !type.datatype],
  ['Enums', (type) => type.kind === 'enum'],
];

const pathOf = (type) => `api/${type.namespace ? `${type.namespace}/` : ''}${type.name}`;
const text = ({ docs = {} }) => prose([docs.summary, docs.remarks].filter(Boolean).join('\n\n'));
const first = ({ docs = {} }) => prose(docs.summary ?? '');

/** Returns one line of code for each language. The page shows the line for the language that the reader selected. */
const inAll = (of) =>
  `<div class="signature">${LANGUAGES.map((language) => `<code class="${language}">${of(language)}</code>`).join('')}</div>`;

export class ApiReference {
  constructor(assembly) {
    this.assembly = assembly;
    this.types = Object.values(assembly.types).sort((a, b) => a.name.localeCompare(b.name));
  }

  pages() {
    const pages = { 'api/index.md': this.#index() };
    for (const type of this.types) pages[`${pathOf(type)}.md`] = this.#page(type);
    return pages;
  }

  /** Returns the sidebar entries of the API pages. */
  sidebar() {
    return Object.entries(MODULES).map(([namespace, [name]]) => ({
      text: name,
      items: this.types
        .filter((type) => (type.namespace ?? '') === namespace && !type.datatype)
        .map((type) => ({ text: type.name, link: `/${pathOf(type)}` })),
    }));
  }

  #index() {
    const modules = Object.entries(MODULES).map(([namespace, [name, about]]) => {
      const own = this.types.filter((type) => (type.namespace ?? '') === namespace);
      const kinds = KINDS.filter(([, is]) => own.some(is)).map(([kind, is]) => {
        const rows = own
          .filter(is)
          .map((type) => `| [${type.name}](../${pathOf(type)}) | ${first(type).replaceAll('|', '\\|')} |`);
        return `### ${kind} of ${name}\n\n| Name | What it is |\n|---|---|\n${rows.join('\n')}`;
      });
      return `## ${name}\n\n${about}\n\n${kinds.join('\n\n')}`;
    });
    return `---\noutline: [2, 3]\n---\n\n# API reference\n\nThis reference describes every class, interface and enum, by module. Choose a language on any page to see the names and types in this language.\n\n${modules.join('\n\n')}\n`;
  }

  #page(type) {
    const here = pathOf(type);
    const context = { assembly: this.assembly, link: (fqn) => this.#link(fqn, here) };
    const kind = type.datatype ? 'Properties' : { class: 'Class', interface: 'Interface', enum: 'Enum' }[type.kind];
    const parts = [
      `---\ndescription: ${JSON.stringify(type.docs?.summary ?? type.name)}\n---\n\n# ${type.name}`,
      `<Languages />\n\n${inAll((language) => html(importOf(language, type, this.assembly)))}`,
      text(type),
      this.#relations(type, kind, here),
    ];
    if (type.kind === 'class' && type.initializer && !type.abstract) {
      const { parameters = [] } = type.initializer;
      parts.push(
        '## Create it',
        inAll((language) => exampleOf(language, type, parameters, context)),
        this.#parameters(parameters, here),
      );
    }
    const members = this.#membersOf(type);
    const static_ = members.filter(({ static: isStatic }) => isStatic);
    const own = members.filter(({ static: isStatic }) => !isStatic);
    for (const [title, list] of [
      [type.datatype ? 'Properties' : 'Members', own],
      ['Static members', static_],
    ]) {
      if (list.length === 0) continue;
      parts.push(`## ${title}`, ...list.map((member) => this.#member(type, member, context, here)));
    }
    if (type.kind === 'enum') {
      parts.push(
        '## Values',
        ...type.members.map(
          (member) =>
            `### ${member.name}\n\n${inAll((language) => signature(language, type, { ...member, kind: 'value' }, context))}\n\n${text(member)}`,
        ),
      );
    }
    if (type.docs?.see) parts.push(`See ${type.docs.see}.`);
    return `${parts.filter(Boolean).join('\n\n')}\n`;
  }

  #relations(type, kind, here) {
    const link = (fqn) => {
      const target = this.#link(fqn, here);
      const name = fqn.split('.').at(-1);
      return target ? `[${name}](${target})` : `\`${fqn}\``;
    };
    const bases = [type.base, ...(type.interfaces ?? [])].filter(Boolean);
    const below = this.types.filter((each) => each.base === type.fqn || each.interfaces?.includes(type.fqn));
    const lines = [
      `${kind}${type.abstract && type.kind === 'class' ? ' (abstract)' : ''} of the module \`${MODULES[type.namespace ?? ''][0]}\`.`,
    ];
    if (bases.length > 0) lines.push(`This type extends or implements ${bases.map(link).join(', ')}.`);
    if (below.length > 0)
      lines.push(`This type is extended or implemented by ${below.map(({ fqn }) => link(fqn)).join(', ')}.`);
    return lines.join(' ');
  }

  /** Returns the members of a type, including the members of its base types in this library. */
  #membersOf(type, seen = new Set()) {
    const members = [];
    const add = (list, kind) => {
      for (const member of list ?? []) {
        if (seen.has(member.name) || member.protected) continue;
        seen.add(member.name);
        members.push({ ...member, kind, of: type });
      }
    };
    add(type.properties, 'property');
    add(type.methods, 'method');
    const bases = type.kind === 'class' ? [type.base] : (type.interfaces ?? []);
    for (const base of bases.filter((fqn) => fqn && this.assembly.types[fqn])) {
      members.push(...this.#membersOf(this.assembly.types[base], seen).filter((member) => !member.static));
    }
    if (!type.datatype) return members;
    return members.sort(
      (a, b) => Number(a.optional ?? false) - Number(b.optional ?? false) || a.name.localeCompare(b.name),
    );
  }

  #member(type, member, context, here) {
    const { docs = {} } = member;
    const parts = [`### ${member.name}`, inAll((language) => signature(language, type, member, context))];
    if (text(member)) parts.push(text(member));
    parts.push(this.#parameters(member.parameters ?? [], here));
    if (docs.default) parts.push(`Default: ${prose(docs.default.replace(/^- /, ''))}`);
    else if (type.datatype && !member.optional) parts.push('Required.');
    if (docs.deprecated) parts.push(`Deprecated: ${prose(docs.deprecated)}`);
    if (docs.see) parts.push(`See ${docs.see}.`);
    return parts.filter(Boolean).join('\n\n');
  }

  #parameters(parameters, here) {
    const told = parameters.filter(({ docs, type }) => docs?.summary || this.#link(type.fqn ?? '', here));
    return told
      .map(({ name, docs, type }) => {
        const target = this.#link(type.fqn ?? '', here);
        const of = target ? ` ([${type.fqn.split('.').at(-1)}](${target}))` : '';
        return `- \`${name}\`${of}${docs?.summary ? `: ${prose(docs.summary)}` : ''}`;
      })
      .join('\n');
  }

  /** Returns the link from a page to the page of a type. */
  #link(fqn, here) {
    const type = this.assembly.types[fqn];
    if (!type) return undefined;
    return `${'../'.repeat(here.split('/').length - 1)}${pathOf(type)}`;
  }
}
