import { Aws, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';

import { base64Value, formTemplate, jsonTemplate } from '../../lib/integrations/websocket-template';
import { WebSocketValue } from '../../lib/integrations/websocket-value';
import { expectFailure } from '../_helpers/failure';
import { evaluate } from '../_helpers/velocity';

// Ordinary and malicious strings that could break the template
const TEXTS = [
  'plain',
  "it's",
  '"',
  '\\',
  '\\"',
  '\\\\"',
  "\\'",
  '{"a":1}',
  '"},"x":{"',
  'a/b',
  'é\u2028\n\t',
  '$input',
  '#end',
];

const nested = (value: WebSocketValue) => WebSocketValue.object({ inner: WebSocketValue.object({ value }), end: 1 });

describe('a JSON template', () => {
  test.each(TEXTS)('keeps the message %j unchanged', (body) => {
    const template = jsonTemplate({ text: WebSocketValue.message(), last: true });
    expect(JSON.parse(evaluate(template, { body }))).toEqual({ text: body, last: true });
  });

  test.each(TEXTS)('keeps the message %j unchanged in JSON strings inside JSON strings', (body) => {
    const template = jsonTemplate({ Detail: nested(WebSocketValue.message()) });
    const { inner, end } = JSON.parse(JSON.parse(evaluate(template, { body })).Detail);
    expect([JSON.parse(inner), end]).toEqual([{ value: body }, 1]);
  });

  test.each(TEXTS)('keeps the literal string %j unchanged, at any depth', (text) => {
    const template = jsonTemplate({ a: text, [text]: nested(WebSocketValue.literal(text)) });
    const all = JSON.parse(evaluate(template, {}));
    expect(all.a).toBe(text);
    expect(JSON.parse(JSON.parse(all[text]).inner)).toEqual({ value: text });
  });

  test.each(TEXTS)('keeps the JSON of a message with %j unchanged, at any depth', (text) => {
    const body = JSON.stringify({ text, list: [{ id: text }] });
    const template = jsonTemplate({ all: WebSocketValue.json(), part: nested(WebSocketValue.json('list[0]')) });
    const filled = JSON.parse(evaluate(template, { body }));
    expect(filled.all).toEqual(JSON.parse(body));
    expect(JSON.parse(JSON.parse(filled.part).inner)).toEqual({ value: { id: text } });
  });

  test('reads fields, the context, parameters and stage variables', () => {
    const template = jsonTemplate({
      field: WebSocketValue.field('user.name'),
      none: WebSocketValue.field('user.age'),
      connection: WebSocketValue.connectionId(),
      ip: WebSocketValue.context('identity.sourceIp'),
      room: WebSocketValue.parameter('room'),
      table: WebSocketValue.stageVariable('table'),
      list: [1, null, WebSocketValue.field('user.name')],
      left: undefined,
    });
    const request = {
      body: '{"user":{"name":"Zoë"}}',
      context: { connectionId: 'abc=', 'identity.sourceIp': '1.2.3.4' },
      params: { room: 'a' },
      stageVariables: { table: 't' },
    };
    expect(JSON.parse(evaluate(template, request))).toEqual({
      field: 'Zoë',
      none: '',
      connection: 'abc=',
      ip: '1.2.3.4',
      room: 'a',
      table: 't',
      list: [1, null, 'Zoë'],
    });
  });

  test('converts numbers, booleans and null to strings', () => {
    const of = (path: string) => nested(WebSocketValue.field(path));
    const template = jsonTemplate({ n: of('n'), b: of('b'), z: of('z'), c: WebSocketValue.context('authorizer.none') });
    const { c, ...all } = JSON.parse(evaluate(template, { body: '{"n":1.5,"b":true,"z":null}' }));
    const value = (text: string) => JSON.parse(JSON.parse(text).inner).value;
    expect([value(all.n), value(all.b), value(all.z), c]).toEqual(['1.5', 'true', '', '']);
  });

  test('does not depend on the order of map keys, which differs between languages', () => {
    const [one, other] = [
      { b: 1, a: { d: 2, c: 3 } },
      { a: { c: 3, d: 2 }, b: 1 },
    ].map((map) => [jsonTemplate(map), jsonTemplate({ text: WebSocketValue.object(map) })]);
    expect(one).toEqual(other);
    expect(one[0]).toBe('{"a":{"c":3,"d":2},"b":1}');
  });

  test('keeps tokens for CloudFormation', () => {
    const template = jsonTemplate({ region: Aws.REGION, value: Fn.ref('X'), n: Token.asNumber(Fn.ref('N')) });
    const stack = new Stack();
    expect(stack.resolve(template)).toEqual({
      'Fn::Join': [
        '',
        ['{"n":', { Ref: 'N' }, ',"region":"', { Ref: 'AWS::Region' }, '","value":"', { Ref: 'X' }, '"}'],
      ],
    });
    expect(stack.resolve(jsonTemplate({ a: Lazy.any({ produce: () => 'later' }) }))).toBe('{"a":"later"}');
  });
});

describe('a template for form fields', () => {
  const fields = (template: string, body: string) =>
    Object.fromEntries(new URLSearchParams(evaluate(template, { body, context: { connectionId: 'abc=' } })));

  test.each([...TEXTS, 'a=b&c=d', '50% + 1'])('keeps %j unchanged', (body) => {
    const template = formTemplate({
      Known: body,
      Literal: WebSocketValue.literal(body),
      Message: WebSocketValue.message(),
      Object: WebSocketValue.object({ text: WebSocketValue.message(), id: WebSocketValue.connectionId() }),
    });
    const { Object: object, ...texts } = fields(template, body);
    expect(texts).toEqual({ Known: body, Literal: body, Message: body });
    expect(JSON.parse(object!)).toEqual({ text: body, id: 'abc=' });
  });

  test('keeps JSON unchanged', () => {
    const { Part } = fields(formTemplate({ Part: WebSocketValue.json('a') }), '{"a":{"b":"&"}}');
    expect(JSON.parse(Part!)).toEqual({ b: '&' });
  });

  test('lets API Gateway encode a token', () => {
    expect(new Stack().resolve(formTemplate({ A: 'b', TopicArn: Aws.REGION }))).toEqual({
      'Fn::Join': ['', ["A=b&TopicArn=$util.urlEncode('", { Ref: 'AWS::Region' }, "')"]],
    });
  });
});

describe('a value in base64', () => {
  test.each([
    ['the message', WebSocketValue.message()],
    ['a known text', WebSocketValue.literal('It is "so"')],
  ])('is %s', (_name, value) => {
    const { data } = JSON.parse(evaluate(jsonTemplate({ data: base64Value('Put', value) }), { body: 'It is "so"' }));
    expect(Buffer.from(data, 'base64').toString()).toBe('It is "so"');
  });

  test('keeps tokens for CloudFormation', () => {
    expect(new Stack().resolve(base64Value('Put', WebSocketValue.literal(Aws.REGION))._source)).toEqual({
      text: { 'Fn::Join': ['', ["$util.base64Encode('", { Ref: 'AWS::Region' }, "')"]] },
    });
  });

  test.each([
    ['JSON', WebSocketValue.json(), 'WebSocketValue.message()'],
    ['an object', WebSocketValue.object({}), 'WebSocketValue.message()'],
    ['a single quote', WebSocketValue.literal("it's"), 'Remove these characters'],
    ['a dollar', WebSocketValue.literal('$5'), 'Remove these characters'],
  ])('fails for %s', (_name, value, fix) => {
    expectFailure(() => base64Value('Put', value), { code: 'TemplateValueInvalid', path: 'Put', fix });
  });
});

describe('a WebSocket value', () => {
  test.each(["a'b", '', 'a..b', 'a b', '$.a', 'a[x]', '1a', 'a.$b', "a')#set($x=1)"])(
    'fails for the path %j',
    (path) => {
      const failure = { code: 'TemplateValueInvalid', given: `'${path}'`, fix: 'Use names' } as const;
      expectFailure(() => WebSocketValue.field(path), failure);
      expectFailure(() => WebSocketValue.json(path), failure);
    },
  );

  test.each(['a', 'a_b', 'a-b', 'a.b-c.d', 'a[0]', 'a[10].b'])('accepts the path %j', (path) => {
    expect(jsonTemplate({ v: WebSocketValue.json(path) })).toBe(`{"v":$input.json('$.${path}')}`);
  });

  test.each([
    ['variable', () => WebSocketValue.context('$context.x')],
    ['stage variable', () => WebSocketValue.stageVariable('a.b')],
    ['parameter', () => WebSocketValue.parameter("a'b")],
  ])('fails for an invalid %s', (given, make) => {
    expectFailure(make, { code: 'TemplateValueInvalid', given, fix: 'Use names' });
  });
});
