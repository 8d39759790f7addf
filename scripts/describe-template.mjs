// What `npm run demo` shows of a template.

/**
 * The APIs of a template as text: a table of routes for each, and the outputs.
 *
 * @param template a CloudFormation template with path metadata
 * @param style how headings are set off: `{ bold, dim }`, each a function of a text
 */
export function describeTemplate({ Resources, Outputs = {} }, { bold, dim } = { bold: String, dim: String }) {
  const ofType = (type) =>
    Object.entries(Resources)
      .filter(([, resource]) => resource.Type === `AWS::ApiGatewayV2::${type}`)
      .map(([id, { Properties }]) => [id, Properties]);

  /** A value as the service will see it, as far as that is known now; `<Api>` for what only the deployment knows. */
  const text = (value) => {
    if (typeof value !== 'object') return String(value);
    const [[key, inner]] = Object.entries(value);
    if (key === 'Fn::Join') return inner[1].map(text).join(inner[0]);
    if (key === 'Ref' && inner === 'AWS::URLSuffix') return 'amazonaws.com';
    if (key === 'Ref') return Resources[inner]?.Properties?.DomainName ?? `<${nameOf(inner)}>`;
    if (key === 'Fn::GetAtt') return `<${nameOf(inner[0])}.${inner[1]}>`;
    return JSON.stringify(value);
  };

  /** What the code calls a resource. */
  const nameOf = (id) =>
    Resources[id]?.Metadata?.['aws:cdk:path']
      .split('/')
      .slice(1)
      .filter((part) => part !== 'Resource')
      .join('/') ?? id.replace(/^AWS::/, '').toLowerCase();

  const who = ({ RouteKey, AuthorizationType: type, AuthorizerId: authorizer, AuthorizationScopes: scopes }, http) => {
    if (type === 'NONE') return http || RouteKey === '$connect' ? 'everybody' : 'whoever is connected';
    if (type === 'AWS_IAM') return 'IAM';
    const by = `${type === 'JWT' ? 'JWT' : 'Lambda'} ${Resources[authorizer.Ref].Properties.Name}`;
    return scopes ? `${by}, scope ${scopes.join(' or ')}` : by;
  };

  const target = (route) => {
    const [id] = JSON.stringify(route.Target).match(/(?<="Ref":")\w+/);
    const { IntegrationSubtype: action, IntegrationUri: uri, RequestParameters: parameters } = Resources[id].Properties;
    if (action) return `${action.replace('-', ' ')} ${text(Object.values(parameters)[0])}`;
    const handler = Object.keys(Resources).find(
      (key) => Resources[key].Type === 'AWS::Lambda::Function' && JSON.stringify(uri).includes(`"${key}"`),
    );
    return handler ? `Lambda ${Resources[handler].Properties.Handler}` : text(uri);
  };

  const table = (title, head, rows) => {
    const all = [head, ...rows];
    const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
    const [first, ...others] = all.map((row) =>
      `  ${row.map((cell, column) => cell.padEnd(widths[column])).join('   ')}`.trimEnd(),
    );
    return [bold(title), dim(first), ...others, ''].join('\n');
  };

  const apis = ofType('Api').map(([id, { Name, ProtocolType }]) => {
    const routes = ofType('Route').flatMap(([, route]) => (route.ApiId.Ref === id ? [route] : []));
    return ProtocolType === 'HTTP'
      ? table(
          `HTTP API ${Name}`,
          ['method', 'path', 'who may call it', 'target'],
          routes.map((route) => [...methodAndPath(route), who(route, true), target(route)]),
        )
      : table(
          `WebSocket API ${Name}`,
          ['route', 'who may use it', 'target'],
          routes.map((route) => [route.RouteKey, who(route, false), target(route)]),
        );
  });
  const outputs = Object.entries(Outputs).map(([key, { Value }]) => [key, text(Value)]);
  return [...apis, ...(outputs.length > 0 ? [table('Outputs', ['name', 'value'], outputs)] : [])].join('\n');
}

function methodAndPath({ RouteKey }) {
  return RouteKey.includes(' ') ? RouteKey.split(' ') : ['', RouteKey];
}
