// What a user's compiler reads for `import … from 'cdk-apigatewayv2'`, made less: the declarations that jsii wrote name every type by the
// module that documents it, and aws-cdk-lib's modules pull each other in by the hundred.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Submodules that few apps use and whose declarations load whole modules of aws-cdk-lib: reached by their own path only. */
const APART = ['cloudfront', 'interop'];

/** `AccessLogFormat` loads all of REST APIs. Its declaration is a class of one public method, so the method serves. */
const SUBSTITUTES = {
  'aws-cdk-lib/aws-apigateway': { AccessLogFormat: 'type AccessLogFormat = { toString(): string };' },
};

/** Takes away what is internal and names an L1: nobody calls it, and L1s load all of aws-cdk-lib's L2s. */
function withoutInternalL1s(text) {
  const source = ts.createSourceFile('x.d.ts', text, ts.ScriptTarget.ES2022, true);
  const cuts = source.statements
    .flatMap((statement) => [statement, ...(statement.members ?? [])])
    .filter((node) => ts.getJSDocTags(node).some((tag) => tag.tagName.text === 'internal'))
    .filter((node) => !ts.isClassDeclaration(node) && /\bCfn[A-Z]/.test(node.getText(source)))
    .map((node) => [node.getFullStart(), node.getEnd()]);
  return cuts.reduceRight((rest, [start, end]) => rest.slice(0, start) + rest.slice(end), text);
}

/** Names the reference interfaces by `aws-cdk-lib/interfaces`, which aws-cdk-lib's core loads in any case. */
function narrow(text, isReference) {
  const isUsed = (name) => text.match(new RegExp(`\\b${name}\\b`, 'g')).length > 1;
  return text.replace(
    /^import (?:type )?\{([^}]*)\} from '(aws-cdk-lib\/(aws-[\w-]+))';\n/gm,
    (line, list, module, service) => {
      const namespace = service.replaceAll('-', '_');
      const kept = [];
      const types = [];
      let fromInterfaces = false;
      for (const name of list
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean)) {
        if (/^\w+$/.test(name) && !isUsed(name)) {
          continue;
        }
        if (SUBSTITUTES[module]?.[name]) {
          types.push(SUBSTITUTES[module][name]);
        } else if (/^\w+$/.test(name) && isReference(namespace, name)) {
          fromInterfaces = true;
          types.push(`type ${name} = ${namespace}.${name};`);
        } else {
          kept.push(name);
        }
      }
      return [
        ...(kept.length > 0 ? [`import type { ${kept.join(', ')} } from '${module}';`] : []),
        ...(fromInterfaces ? [`import type { ${namespace} } from 'aws-cdk-lib/interfaces';`] : []),
        ...types,
        '',
      ].join('\n');
    },
  );
}

/** Narrows every declaration under `root/lib`. `types` are those of aws-cdk-lib's assembly. */
export function narrowDeclarations(root, types) {
  const lib = join(root, 'lib');
  const isReference = (namespace, name) =>
    `aws-cdk-lib.interfaces.${namespace}.${name}` in types && !(`aws-cdk-lib.${namespace}.${name}` in types);
  for (const file of readdirSync(lib, { recursive: true }).filter((name) => name.endsWith('.d.ts'))) {
    const path = join(lib, file);
    const before = readFileSync(path, 'utf8');
    let after = narrow(withoutInternalL1s(before), isReference);
    if (file === 'index.d.ts') {
      after = APART.reduce((text, name) => text.replace(`export * as ${name} from './${name}';\n`, ''), after);
    }
    if (after !== before) writeFileSync(path, after);
  }
}
