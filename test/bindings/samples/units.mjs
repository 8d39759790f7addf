// Completes a translated sample so that it compiles: the sample is the body of a stack's constructor.

const indent = (text, by) => text.replace(/^(?=.)/gm, by);

/** Returns a Java file for each sample: a class in a separate package. The declared values of the sample are fields of the class. */
export function javaUnits(samples) {
  return Object.fromEntries(
    Object.values(samples).map(({ java, declared }, index) => {
      const imports = java.match(/^import .*;$/gm) ?? [];
      const fields = declared.map(([name]) => new RegExp(`^[\\w.<>\\[\\]]+ ${name};.*\\n`, 'm').exec(java)?.[0] ?? '');
      // A class inside a constructor cannot be public
      let body = java.replace(/^import .*;\n/gm, '').replace(/^public class /gm, 'class ');
      for (const field of fields) body = body.replace(field, '');
      const source = `package samples.s${index};

${imports.join('\n')}

class Sample extends software.amazon.awscdk.Stack {
${indent(fields.join(''), '    ')}
    Sample(software.constructs.Construct scope) {
        super(scope, "Sample");
${indent(body.trim(), '        ')}
    }
}
`;
      return [`samples/s${index}/Sample.java`, source];
    }),
  );
}

const DECLARATION_IN_GO = /^(?:type|func) .*(?:\{\}$|[^]*?\n\}$)/gm;

/** Returns a Go package for each sample. Go does not compile code with unused variables, so the package uses each variable. */
export function goUnits(samples) {
  const units = Object.values(samples).map(({ go }, index) => {
    const [, imports] = /^import \(\n([^]*?)^\)$/m.exec(go);
    const after = go.slice(go.indexOf('\n)') + 2);
    // Types and functions are declared outside the function that contains the statements
    const declared = after.match(DECLARATION_IN_GO) ?? [];
    const body = after.replace(DECLARATION_IN_GO, '').trim();
    const variables = [...body.matchAll(/^(?:var )?(\w+)(?: [\w.*[\]]+$| :=)/gm)].map(([, name]) => name);
    const own = ['\t"github.com/aws/aws-cdk-go/awscdk/v2"\n'].filter((line) => !imports.includes(line));
    const source = `package s${index}

import (
${own.join('')}${imports})

${declared.join('\n\n')}

func sample(stack awscdk.Stack) {
${indent(body, '\t')}
${variables.map((name) => `\t_ = ${name}\n`).join('')}\t_ = stack
}
`;
    return [`s${index}/sample.go`, source];
  });
  return Object.fromEntries(units);
}
