import { rewriteFile } from '../../src/migrate/rewrite';
import { expectRewriting } from './samples';
import type { Sample } from './samples';

const samples: Sample[] = [
  [
    'a module that is imported with another name',
    `from aws_cdk import aws_apigatewayv2 as apigwv2\n\napigwv2.HttpApi(self, "A")\n`,
    `import cdk_apigatewayv2 as apigwv2\n\napigwv2.HttpApi(self, "A")\n`,
  ],
  [
    'a module that is imported with its own name',
    `from aws_cdk import aws_apigatewayv2\naws_apigatewayv2.HttpApi()\n`,
    `import cdk_apigatewayv2 as aws_apigatewayv2\naws_apigatewayv2.HttpApi()\n`,
  ],
  [
    'integrations and authorizers',
    `from aws_cdk import aws_apigatewayv2_integrations as i, aws_apigatewayv2_authorizers\n`,
    `from cdk_apigatewayv2 import integrations as i\nfrom cdk_apigatewayv2 import authorizers as aws_apigatewayv2_authorizers\n`,
  ],
  [
    'a module together with others',
    `from aws_cdk import Stack, aws_apigatewayv2 as a, aws_lambda as l  # CDK\n`,
    `from aws_cdk import Stack, aws_lambda as l  # CDK\nimport cdk_apigatewayv2 as a\n`,
  ],
  [
    'a module after others',
    `from aws_cdk import Stack, aws_apigatewayv2 as a\n`,
    `from aws_cdk import Stack\nimport cdk_apigatewayv2 as a\n`,
  ],
  [
    'a list in parentheses with comments',
    `from aws_cdk import (\n    # the stack\n    Stack,  # a stack\n    aws_apigatewayv2 as a,  # noqa\n    aws_lambda as l,\n)\n\nx = 1\n`,
    `from aws_cdk import (\n    # the stack\n    Stack,  # a stack\n    aws_lambda as l,\n)\nimport cdk_apigatewayv2 as a  # noqa\n\nx = 1\n`,
  ],
  [
    'the last item of a list without a trailing comma',
    `from aws_cdk import (\n    Stack,\n    aws_apigatewayv2 as a\n)\n`,
    `from aws_cdk import (\n    Stack\n)\nimport cdk_apigatewayv2 as a\n`,
  ],
  [
    'a list in parentheses on one line',
    `from aws_cdk import (aws_apigatewayv2 as a, Stack)\n`,
    `from aws_cdk import (Stack)\nimport cdk_apigatewayv2 as a\n`,
  ],
  [
    'a list on several lines with backslashes',
    `from aws_cdk import Stack, \\\n    aws_apigatewayv2 as a\n`,
    `from aws_cdk import Stack\nimport cdk_apigatewayv2 as a\n`,
  ],
  [
    'a module with uses of L1 classes',
    `from aws_cdk import aws_apigatewayv2 as a\n\na.HttpApi()\na.CfnRoute()\n`,
    `import cdk_apigatewayv2 as a\nfrom aws_cdk import aws_apigatewayv2\n\na.HttpApi()\naws_apigatewayv2.CfnRoute()\n`,
  ],
  [
    'a module with its own name and with uses of L1 classes',
    `from aws_cdk import aws_apigatewayv2\nx = aws_apigatewayv2.HttpApi()\ny: aws_apigatewayv2.CfnRoute.X = 1\n`,
    `import cdk_apigatewayv2 as aws_apigatewayv2\nfrom aws_cdk import aws_apigatewayv2 as aws_cdk_apigatewayv2\nx = aws_apigatewayv2.HttpApi()\ny: aws_cdk_apigatewayv2.CfnRoute.X = 1\n`,
  ],
  [
    'a module with only uses of L1 classes',
    `from aws_cdk import aws_apigatewayv2 as a\na.CfnRoute()\n`,
    `from aws_cdk import aws_apigatewayv2 as a\na.CfnRoute()\n`,
  ],
  [
    'an L1 in an annotation in quotes',
    `from aws_cdk import aws_apigatewayv2 as a\na.HttpApi()\na.CfnApi()\ndef f(x: "a.CfnApi", y: "a.HttpApi"): ...\n`,
    `import cdk_apigatewayv2 as a\nfrom aws_cdk import aws_apigatewayv2\na.HttpApi()\naws_apigatewayv2.CfnApi()\ndef f(x: "aws_apigatewayv2.CfnApi", y: "a.HttpApi"): ...\n`,
  ],
  [
    'names',
    `from aws_cdk.aws_apigatewayv2 import HttpApi, HttpMethod as M\n`,
    `from cdk_apigatewayv2 import HttpApi, HttpMethod as M\n`,
  ],
  [
    'names with L1 classes',
    `from aws_cdk.aws_apigatewayv2 import HttpApi, CfnRoute, CfnStage as S\n`,
    `from cdk_apigatewayv2 import HttpApi\nfrom aws_cdk.aws_apigatewayv2 import CfnRoute, CfnStage as S\n`,
  ],
  [
    'only names of L1 classes',
    `from aws_cdk.aws_apigatewayv2 import CfnRoute\n`,
    `from aws_cdk.aws_apigatewayv2 import CfnRoute\n`,
  ],
  [
    'names in parentheses with an L1',
    `from aws_cdk.aws_apigatewayv2 import (\n    CfnRoute,  # for the name\n    HttpApi,\n)\n`,
    `from cdk_apigatewayv2 import (\n    HttpApi,\n)\nfrom aws_cdk.aws_apigatewayv2 import CfnRoute  # for the name\n`,
  ],
  [
    'names of integrations',
    `from aws_cdk.aws_apigatewayv2_integrations import (HttpLambdaIntegration as H)\n`,
    `from cdk_apigatewayv2.integrations import (HttpLambdaIntegration as H)\n`,
  ],
  [
    'names of authorizers',
    `from aws_cdk.aws_apigatewayv2_authorizers import HttpIamAuthorizer\n`,
    `from cdk_apigatewayv2.authorizers import HttpIamAuthorizer\n`,
  ],
  [
    'all names',
    `from aws_cdk.aws_apigatewayv2 import *\nHttpApi()\nCfnRoute()\n`,
    `from cdk_apigatewayv2 import *\nfrom aws_cdk.aws_apigatewayv2 import CfnRoute\nHttpApi()\nCfnRoute()\n`,
  ],
  [
    'an import by its path',
    `import aws_cdk.aws_apigatewayv2\naws_cdk.aws_apigatewayv2.HttpApi()\n`,
    `import cdk_apigatewayv2\ncdk_apigatewayv2.HttpApi()\n`,
  ],
  [
    'an import by its path, with other uses of the root',
    `import aws_cdk.aws_apigatewayv2\naws_cdk.aws_apigatewayv2.HttpApi(aws_cdk.Stack())\n`,
    `import cdk_apigatewayv2\nimport aws_cdk\ncdk_apigatewayv2.HttpApi(aws_cdk.Stack())\n`,
  ],
  [
    'an import by its path, with uses of L1 classes',
    `import aws_cdk.aws_apigatewayv2\naws_cdk.aws_apigatewayv2.HttpApi(aws_cdk.aws_apigatewayv2.CfnApi)\n`,
    `import cdk_apigatewayv2\nimport aws_cdk.aws_apigatewayv2\ncdk_apigatewayv2.HttpApi(aws_cdk.aws_apigatewayv2.CfnApi)\n`,
  ],
  [
    'an import by its path with another name',
    `import aws_cdk.aws_apigatewayv2_integrations as i, os\n`,
    `import cdk_apigatewayv2.integrations as i, os\n`,
  ],
  [
    'members of the root',
    `import aws_cdk as cdk\ncdk.aws_apigatewayv2.HttpApi(cdk.Stack())\ncdk.aws_apigatewayv2.CfnApi()\n`,
    `import aws_cdk as cdk\nimport cdk_apigatewayv2\ncdk_apigatewayv2.HttpApi(cdk.Stack())\ncdk.aws_apigatewayv2.CfnApi()\n`,
  ],
  [
    'an import in a block',
    `if TYPE_CHECKING:\n    from aws_cdk import Stack, aws_apigatewayv2 as a\nx = 1\n`,
    `if TYPE_CHECKING:\n    from aws_cdk import Stack\n    import cdk_apigatewayv2 as a\nx = 1\n`,
  ],
  [
    'an import after a colon',
    `if x: from aws_cdk import Stack, aws_apigatewayv2 as a\n`,
    `if x: from aws_cdk import Stack; import cdk_apigatewayv2 as a\n`,
  ],
  [
    'two statements on one line',
    `import os; from aws_cdk import aws_apigatewayv2 as a, Stack; x = 1\n`,
    `import os; from aws_cdk import Stack; import cdk_apigatewayv2 as a; x = 1\n`,
  ],
  [
    'Windows line endings',
    `from aws_cdk import Stack, aws_apigatewayv2 as a\r\nx = "😀"\r\n`,
    `from aws_cdk import Stack\r\nimport cdk_apigatewayv2 as a\r\nx = "😀"\r\n`,
  ],
  [
    'the same import in two functions',
    `def f():\n    import aws_cdk as cdk\n    cdk.aws_apigatewayv2.HttpApi()\ndef g():\n    import aws_cdk as cdk\n    cdk.aws_apigatewayv2.HttpApi()\n`,
    `def f():\n    import aws_cdk as cdk\n    import cdk_apigatewayv2\n    cdk_apigatewayv2.HttpApi()\ndef g():\n    import aws_cdk as cdk\n    import cdk_apigatewayv2\n    cdk_apigatewayv2.HttpApi()\n`,
  ],
  [
    'uses of L1 classes of two imports',
    `def f():\n    from aws_cdk import aws_apigatewayv2 as a\n    a.HttpApi()\ndef g():\n    from aws_cdk import aws_apigatewayv2 as a\n    a.CfnRoute()\n`,
    `def f():\n    import cdk_apigatewayv2 as a\n    from aws_cdk import aws_apigatewayv2\n    a.HttpApi()\ndef g():\n    import cdk_apigatewayv2 as a\n    from aws_cdk import aws_apigatewayv2\n    aws_apigatewayv2.CfnRoute()\n`,
  ],
  [
    'an import of everything in aws_cdk',
    `from aws_cdk import *\n\naws_apigatewayv2.HttpApi()\naws_apigatewayv2.CfnRoute()\n`,
    `from aws_cdk import *\nimport cdk_apigatewayv2 as aws_apigatewayv2\nfrom aws_cdk import aws_apigatewayv2 as aws_cdk_apigatewayv2\n\naws_apigatewayv2.HttpApi()\naws_cdk_apigatewayv2.CfnRoute()\n`,
  ],
  ...[
    'def f(cdk):\n    return',
    'def f(*, cdk: int = 1):\n    return',
    'def f():\n    cdk = load()\n    return',
    'def f():\n    for a, cdk in load():\n        yield',
    'def f():\n    with load() as cdk:\n        return',
    'f = lambda cdk:',
  ].map((scope): Sample => [
    `a variable of the same name: ${scope}`,
    `import aws_cdk as cdk\n${scope} cdk.aws_apigatewayv2\ncdk.aws_apigatewayv2.HttpApi()\n`,
    `import aws_cdk as cdk\nimport cdk_apigatewayv2\n${scope} cdk.aws_apigatewayv2\ncdk_apigatewayv2.HttpApi()\n`,
  ]),
  [
    'types and default values of parameters',
    `import aws_cdk as cdk\ndef f(props: cdk.StackProps, x=cdk.aws_apigatewayv2.HttpMethod.GET):\n    global cdk\n    cdk = 1\n    return cdk.aws_apigatewayv2.HttpApi\n`,
    `import aws_cdk as cdk\nimport cdk_apigatewayv2\ndef f(props: cdk.StackProps, x=cdk_apigatewayv2.HttpMethod.GET):\n    global cdk\n    cdk = 1\n    return cdk_apigatewayv2.HttpApi\n`,
  ],
  [
    'the alpha module',
    `from aws_cdk import aws_apigatewayv2_alpha as a\n`,
    `from aws_cdk import aws_apigatewayv2_alpha as a\n`,
  ],
  [
    'references',
    `from aws_cdk.interfaces.aws_apigatewayv2 import IApiRef\n`,
    `from aws_cdk.interfaces.aws_apigatewayv2 import IApiRef\n`,
  ],
  [
    'comments and strings',
    `# from aws_cdk import aws_apigatewayv2\nx = """from aws_cdk import aws_apigatewayv2"""\n`,
    `# from aws_cdk import aws_apigatewayv2\nx = """from aws_cdk import aws_apigatewayv2"""\n`,
  ],
];

test.each(samples)('Python: %s', (_, before, after) => expectRewriting('a.py', 'python', before, after));

describe('notes', () => {
  const notes = (text: string) => rewriteFile('a.py', text, 'python').notes.map(({ code, line }) => [code, line]);

  test.each([
    ['monitor_scope', `facade.monitor_scope(self)\n`, [['AwsCdkLibClassExpected', 1]]],
    [
      'aws-solutions-constructs',
      `from aws_solutions_constructs.aws_apigatewayv2websocket_sqs import X\n`,
      [['AwsCdkLibClassExpected', 1]],
    ],
    ['targets', `from aws_cdk import aws_events_targets as t\nt.ApiGatewayV2(api)\n`, [['AwsCdkLibClassExpected', 2]]],
    [
      'isinstance',
      `from aws_cdk.aws_apigatewayv2 import HttpApi\nisinstance(x, (str, HttpApi))\n`,
      [['InstanceTest', 2]],
    ],
    [
      'isinstance with a member',
      `from aws_cdk import aws_apigatewayv2 as a\nisinstance(x, a.HttpApi)\n`,
      [['InstanceTest', 2]],
    ],
    ['isinstance with an L1', `from aws_cdk import aws_apigatewayv2 as a\nisinstance(x, a.CfnApi)\n`, []],
    ['a module name in a string', `mock.patch("aws_cdk.aws_apigatewayv2.HttpApi")\n`, [['NotRewritten', 1]]],
  ])('%s', (_, text, expected) => expect(notes(text)).toEqual(expected));
});
