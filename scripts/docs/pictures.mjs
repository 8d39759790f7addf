// Generates docs/pictures/*.svg, which consist of boxes and arrows. The website embeds the pictures in its pages and
// applies the colors of its theme.
const STYLE = `
  .picture { --ink: #1f2933; --line: #5f6b7a; --box: #ffffff; --mark: #e3edff; --edge: #8593a6; --end: #e7f5ea; --page: #ffffff }
  @media (prefers-color-scheme: dark) {
    .picture { --ink: #e8ebf0; --line: #a3adba; --box: #23272f; --mark: #26334d; --edge: #7b879a; --end: #22382b; --page: #1b1b1f }
  }`;

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Returns the point where the line from the center of a box to another point crosses the border of the box. */
function border({ x, y, w, h }, towards) {
  const [cx, cy] = [x + w / 2, y + h / 2];
  const [dx, dy] = [towards[0] - cx, towards[1] - cy];
  if (Math.abs(dx) * h > Math.abs(dy) * w) return [cx + (Math.sign(dx) * w) / 2, cy];
  return [cx, cy + (Math.sign(dy) * h) / 2];
}

/** Renders the lines of a label as SVG text. A line that begins with `*` is bold. */
function box({ x, y, w, h, kind, lines }) {
  const first = y + h / 2 - (lines.length - 1) * 9 + 5;
  const text = lines.map((line, index) => {
    const weight = line.startsWith('*') ? ' font-weight="600"' : '';
    return `<text x="${x + w / 2}" y="${first + index * 18}"${weight}>${escape(line.replace('*', ''))}</text>`;
  });
  const rect = `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="8" fill="var(--${kind})" stroke="var(--edge)"/>`;
  return `${rect}\n  ${text.join('\n  ')}`;
}

/** Renders an arrow between two boxes, through the points in `via`. The label is on the longest part of the arrow. */
function arrow(boxes, [from, to, label, via = []]) {
  const [a, b] = [boxes[from], boxes[to]];
  const middle = ({ x, y, w, h }) => [x + w / 2, y + h / 2];
  const points = [border(a, via[0] ?? middle(b)), ...via, border(b, via.at(-1) ?? middle(a))];
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
  const line = `<path d="${path}" fill="none" stroke="var(--line)" stroke-width="1.5" marker-end="url(#head)"/>`;
  if (!label) return line;
  const parts = points.slice(1).map((point, index) => [points[index], point]);
  const length = ([p, q]) => Math.hypot(q[0] - p[0], q[1] - p[1]);
  const [[x1, y1], [x2, y2]] = parts.reduce((best, part) => (length(part) > length(best) ? part : best));
  const [x, y, width] = [(x1 + x2) / 2, (y1 + y2) / 2, label.length * 7 + 10];
  return `${line}
  <rect x="${x - width / 2}" y="${y - 10}" width="${width}" height="20" fill="var(--page)"/>
  <text x="${x}" y="${y + 4}" font-size="13">${escape(label)}</text>`;
}

function picture({ width, height, boxes, arrows }) {
  const all = Object.fromEntries(
    Object.entries(boxes).map(([id, [x, y, w, h, kind, ...lines]]) => [id, { x, y, w, h, kind, lines }]),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="14" text-anchor="middle" fill="var(--ink)">
  <style>${STYLE}
  </style>
  <defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 L10 5 L0 10 z" fill="var(--line)"/></marker></defs>
  <rect width="${width}" height="${height}" rx="8" fill="var(--page)"/>
  ${arrows.map((one) => arrow(all, one)).join('\n  ')}
  ${Object.values(all).map(box).join('\n  ')}
</svg>
`;
}

const PICTURES = {
  parts: {
    width: 720,
    height: 330,
    boxes: {
      domain: [20, 30, 150, 60, 'box', '*Domain name', 'api.example.com'],
      mapping: [230, 30, 130, 60, 'box', '*API mapping', '/shop'],
      stage: [420, 30, 130, 60, 'mark', '*Stage', '$default'],
      log: [610, 30, 95, 60, 'box', '*Logs,', '*metrics'],
      api: [420, 140, 130, 60, 'mark', '*API', 'Shop'],
      authorizer: [20, 250, 130, 60, 'box', '*Authorizer', 'JWT'],
      route: [210, 250, 150, 60, 'mark', '*Route', 'GET /books'],
      integration: [420, 250, 130, 60, 'mark', '*Integration', 'Lambda'],
      target: [610, 250, 95, 60, 'end', '*Target', 'function'],
    },
    arrows: [
      ['domain', 'mapping', 'has'],
      ['mapping', 'stage'],
      ['stage', 'log'],
      ['stage', 'api', 'serves'],
      ['api', 'route', 'has', [[285, 170]]],
      ['route', 'authorizer'],
      ['route', 'integration'],
      ['integration', 'target'],
    ],
  },
  'request-flow': {
    width: 720,
    height: 330,
    boxes: {
      client: [20, 40, 90, 60, 'end', 'Client'],
      throttle: [150, 40, 120, 60, 'box', '*Throttling', 'otherwise 429'],
      route: [305, 40, 140, 60, 'mark', '*Route selection', 'otherwise 404'],
      authorizer: [480, 40, 130, 60, 'mark', '*Authorizer', '401 or 403'],
      mapping: [480, 140, 130, 60, 'mark', '*Parameter', '*mapping'],
      integration: [480, 240, 130, 60, 'mark', '*Integration', 'timeout: 503'],
      target: [640, 240, 70, 60, 'end', 'Target'],
      response: [290, 240, 150, 60, 'mark', '*Response', 'parameter mapping'],
      cors: [130, 240, 120, 60, 'box', 'CORS headers'],
    },
    arrows: [
      ['client', 'throttle'],
      ['throttle', 'route'],
      ['route', 'authorizer'],
      ['authorizer', 'mapping'],
      ['mapping', 'integration'],
      ['integration', 'target'],
      ['integration', 'response'],
      ['response', 'cors'],
      ['cors', 'client', undefined, [[65, 270]]],
    ],
  },
  'choose-an-api': {
    width: 720,
    height: 350,
    boxes: {
      start: [30, 30, 300, 60, 'box', 'Does the server send messages', 'to clients at any time?'],
      webSocket: [470, 30, 220, 60, 'end', '*WebSocket API', 'WebSocketApi'],
      need: [
        30,
        145,
        300,
        80,
        'box',
        'Do you need API keys, caching,',
        'AWS WAF, a private endpoint, request',
        'validation or mapping templates?',
      ],
      rest: [470, 155, 220, 60, 'end', '*REST API', 'RestApi of aws-cdk-lib'],
      http: [70, 275, 220, 60, 'mark', '*HTTP API', 'HttpApi'],
    },
    arrows: [
      ['start', 'webSocket', 'yes'],
      ['start', 'need', 'no'],
      ['need', 'rest', 'yes'],
      ['need', 'http', 'no'],
    ],
  },
  'choose-an-integration': {
    width: 720,
    height: 400,
    boxes: {
      api: [20, 170, 120, 60, 'mark', 'Route', 'of an HTTP API'],
      lambda: [195, 20, 235, 40, 'box', 'HttpLambdaIntegration'],
      url: [195, 80, 235, 40, 'box', 'HttpUrlIntegration'],
      balancer: [195, 140, 235, 60, 'box', 'HttpAlbIntegration,', 'HttpNlbIntegration'],
      cloudMap: [195, 220, 235, 40, 'box', 'HttpServiceDiscoveryIntegration'],
      service: [195, 280, 235, 40, 'box', 'HttpSqsIntegration, …'],
      any: [195, 340, 235, 40, 'box', 'HttpAwsServiceIntegration'],
      function: [500, 20, 205, 40, 'end', 'Lambda function'],
      endpoint: [500, 80, 205, 40, 'end', 'public HTTP endpoint'],
      vpc: [500, 140, 205, 60, 'end', 'load balancer', 'in a VPC'],
      cloudMapService: [500, 220, 205, 40, 'end', 'Cloud Map service in a VPC'],
      services: [500, 270, 205, 60, 'end', 'SQS, EventBridge, Kinesis,', 'Step Functions, AppConfig'],
      action: [500, 340, 205, 40, 'end', 'another AWS service action'],
    },
    arrows: [
      ...['lambda', 'url', 'balancer', 'cloudMap', 'service', 'any'].map((to, index) => {
        const y = [40, 100, 170, 240, 300, 360][index];
        return [
          'api',
          to,
          undefined,
          [
            [165, 200],
            [165, y],
          ],
        ];
      }),
      ['lambda', 'function'],
      ['url', 'endpoint'],
      ['balancer', 'vpc', 'VPC link'],
      ['cloudMap', 'cloudMapService'],
      ['service', 'services'],
      ['any', 'action'],
    ],
  },
};

export default () =>
  Object.fromEntries(Object.entries(PICTURES).map(([name, one]) => [`docs/pictures/${name}.svg`, picture(one)]));
