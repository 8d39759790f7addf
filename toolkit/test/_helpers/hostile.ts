/** Strings that break a document if they are not escaped. */
export const hostile = [
  '"]; click x; A["b',
  '<img src=x onerror="document.title=\'pwned\'">',
  '</script><script>document.title="pwned"</script>',
  '<!-- --><svg onload=document.title=1>',
  "' onmouseover='document.title=1' x='",
  '__x__ *b* `c` ~d~ _e_ [f](javascript:alert(1))',
  '$$x^2$$',
  '%%{init: {"theme":"dark"}}%%',
  '- a',
  '1. a',
  '#35;#quot;&lt;&amp;',
  'end',
  'line\nsubgraph x',
  '{{constructor.constructor("x")()}}',
  '\\"\\u0022</style>',
];

/** A template that contains the specified string in names, in a route key, in a target and in a stage. */
export function hostileTemplate(text: string): string {
  return JSON.stringify({
    Resources: {
      Api: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: { Name: text, ProtocolType: 'HTTP', Description: text },
        Metadata: { 'aws:cdk:path': `Stack/${text}/Resource` },
      },
      Login: {
        Type: 'AWS::ApiGatewayV2::Authorizer',
        Properties: { ApiId: { Ref: 'Api' }, Name: text, AuthorizerType: 'JWT' },
      },
      Target: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: { ApiId: { Ref: 'Api' }, IntegrationType: 'HTTP_PROXY', IntegrationUri: `https://${text}/` },
      },
      Open: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: { ApiId: { Ref: 'Api' }, RouteKey: text, Target: { 'Fn::Sub': 'integrations/${Target}' } },
        Metadata: { 'aws:cdk:path': `Stack/${text}/Route/Resource` },
      },
      Closed: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ApiId: { Ref: 'Api' },
          RouteKey: `GET /${text}`,
          Target: { 'Fn::Sub': 'integrations/${Target}' },
          AuthorizationType: 'JWT',
          AuthorizerId: { Ref: 'Login' },
          AuthorizationScopes: [text],
        },
      },
      Stage: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: { ApiId: { Ref: 'Api' }, StageName: text, StageVariables: { [text]: text } },
      },
      Name: { Type: 'AWS::ApiGatewayV2::DomainName', Properties: { DomainName: text } },
      Map: {
        Type: 'AWS::ApiGatewayV2::ApiMapping',
        Properties: {
          ApiId: { Ref: 'Api' },
          DomainName: { Ref: 'Name' },
          Stage: { Ref: 'Stage' },
          ApiMappingKey: text,
        },
      },
    },
  });
}
