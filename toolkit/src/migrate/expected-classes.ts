import type { SgNode } from '@ast-grep/napi';

import { isComment } from './source';
import type { Source } from './source';

interface Expectation {
  /** The identifiers of the function or class, in all languages. */
  readonly names: RegExp;

  /** A pattern that the file must also match, if the identifiers alone are ambiguous. */
  readonly file?: RegExp;

  readonly message: string;
  readonly fix: string;
}

const WRAP = 'Pass `AwsCdkLib.httpApi(api)` from cdk-apigatewayv2/interop';

/** The calls that accept only constructs from aws-cdk-lib. */
const EXPECTATIONS: readonly Expectation[] = [
  {
    names: /^(?:monitorScope|monitor_scope|MonitorScope)$/,
    message: '`monitorScope` of cdk-monitoring-constructs finds only APIs that are created with aws-cdk-lib.',
    fix: `Add \`monitorApiGatewayV2HttpApi({ api: AwsCdkLib.httpApi(api) })\` for each API, and import \`AwsCdkLib\` from cdk-apigatewayv2/interop.`,
  },
  {
    names: /^(?:monitorApiGatewayV2HttpApi|monitor_api_gateway_v2_http_api|MonitorApiGatewayV2HttpApi)$/,
    message: "`monitorApiGatewayV2HttpApi` of cdk-monitoring-constructs accepts only aws-cdk-lib's `IHttpApi`.",
    fix: `${WRAP} as \`api\`.`,
  },
  {
    names: /^(?:ApiGatewayV2|NewApiGatewayV2)$/,
    file: /aws-events-targets|aws_events_targets|awseventstargets|events\.targets/,
    message: "`targets.ApiGatewayV2` of aws-cdk-lib accepts only aws-cdk-lib's `IHttpApi`.",
    fix: `${WRAP} as the first argument.`,
  },
];

/** Matches the packages of aws-solutions-constructs that create a WebSocket API, in all languages. */
const SOLUTIONS_CONSTRUCTS =
  /@aws-solutions-constructs\/aws-apigatewayv2|aws_solutions_constructs\.aws_apigatewayv2|awsconstructs\.services\.apigatewayv2|aws-solutions-constructs-go\/\w*apigatewayv2/;

const QUICK = /monitor_?scope|monitor_?api_?gateway_?v2_?http_?api|ApiGatewayV2|apigatewayv2/i;

/** Returns whether a file may contain anything that `migrate` rewrites or reports. */
export function mayExpectClasses(text: string): boolean {
  return QUICK.test(text);
}

/** Reports code that passes constructs to a library that accepts only aws-cdk-lib classes. */
export function noteExpectedClasses(source: Source, root: SgNode): void {
  for (const { names, file, message, fix } of EXPECTATIONS) {
    if (file && !file.test(source.text)) continue;
    const identifiers = root.findAll({ rule: { regex: names.source, not: { has: { regex: '.' } } } });
    const uses = identifiers.filter((node) => !isImported(node) && /identifier$/.test(String(node.kind())));
    for (const use of uses) {
      // A construct that `AwsCdkLib` already wraps needs no change.
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
    "The WebSocket constructs of aws-solutions-constructs work only with aws-cdk-lib's `WebSocketApi`.",
    'Do not change the files that create this API. Pass the path of each file to `apigwv2 migrate` with `--skip`.',
  );
}

function isImported(node: SgNode): boolean {
  return node.ancestors().some((ancestor) => /^import_|_import$/.test(String(ancestor.kind())));
}
