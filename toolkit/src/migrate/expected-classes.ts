import type { SgNode } from '@ast-grep/napi';

import { isComment } from './source';
import type { Source } from './source';

interface Expectation {
  /** The identifiers by which it is recognized, in all languages. */
  readonly names: RegExp;

  /** Text that the file must also contain, if the names alone are ambiguous. */
  readonly file?: RegExp;

  readonly message: string;
  readonly fix: string;
}

const WRAP = 'Pass `AwsCdkLib.httpApi(api)` of cdk-apigatewayv2/interop';

/** The calls that require classes of aws-cdk-lib. */
const EXPECTATIONS: readonly Expectation[] = [
  {
    names: /^(?:monitorScope|monitor_scope|MonitorScope)$/,
    message:
      "cdk-monitoring-constructs' `monitorScope` tests for classes of aws-cdk-lib, so it does not find the APIs.",
    fix: `Add \`monitorApiGatewayV2HttpApi({ api: AwsCdkLib.httpApi(api) })\` for each API, with \`AwsCdkLib\` of cdk-apigatewayv2/interop.`,
  },
  {
    names: /^(?:monitorApiGatewayV2HttpApi|monitor_api_gateway_v2_http_api|MonitorApiGatewayV2HttpApi)$/,
    message: "cdk-monitoring-constructs' `monitorApiGatewayV2HttpApi` takes an `IHttpApi` of aws-cdk-lib.",
    fix: `${WRAP} as \`api\`.`,
  },
  {
    names: /^(?:ApiGatewayV2|NewApiGatewayV2)$/,
    file: /aws-events-targets|aws_events_targets|awseventstargets|events\.targets/,
    message: "aws-cdk-lib's `targets.ApiGatewayV2` takes an `IHttpApi` of aws-cdk-lib.",
    fix: `${WRAP} as its first argument.`,
  },
];

/** The patterns of aws-solutions-constructs with a WebSocket API, in all languages. */
const SOLUTIONS_CONSTRUCTS =
  /@aws-solutions-constructs\/aws-apigatewayv2|aws_solutions_constructs\.aws_apigatewayv2|awsconstructs\.services\.apigatewayv2|aws-solutions-constructs-go\/\w*apigatewayv2/;

const QUICK = /monitor_?scope|monitor_?api_?gateway_?v2_?http_?api|ApiGatewayV2|apigatewayv2/i;

/** Whether a file may contain anything that `noteExpectedClasses` finds. */
export function mayExpectClasses(text: string): boolean {
  return QUICK.test(text);
}

/** Reports code that passes constructs to a library that expects the classes of aws-cdk-lib. */
export function noteExpectedClasses(source: Source, root: SgNode): void {
  for (const { names, file, message, fix } of EXPECTATIONS) {
    if (file && !file.test(source.text)) continue;
    const identifiers = root.findAll({ rule: { regex: names.source, not: { has: { regex: '.' } } } });
    const uses = identifiers.filter((node) => !isImported(node) && /identifier$/.test(String(node.kind())));
    for (const use of uses) {
      // A value that is already wrapped needs no change.
      const statement = use
        .ancestors()
        .find((ancestor) => /call|invocation|creation|new_expression/.test(String(ancestor.kind())));
      if (statement && /AwsCdkLib|aws_cdk_lib\.|AwsCdkLib_/.test(statement.text())) continue;
      source.note(use, 'AwsCdkLibClassExpected', message, fix);
    }
  }
  if (!SOLUTIONS_CONSTRUCTS.test(source.text)) return;
  const found = root
    .children()
    .find((statement) => !isComment(statement) && SOLUTIONS_CONSTRUCTS.test(statement.text()));
  if (!found) return;
  source.note(
    found,
    'AwsCdkLibClassExpected',
    "The WebSocket patterns of aws-solutions-constructs test for aws-cdk-lib's `WebSocketApi` and create its integrations.",
    'Leave the files that create this API as they are: run the command with `--skip` and the names of the files.',
  );
}

function isImported(node: SgNode): boolean {
  return node.ancestors().some((ancestor) => /^import_|_import$/.test(String(ancestor.kind())));
}
