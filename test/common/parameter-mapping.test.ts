import { MappingValue, ParameterMapping } from '../../lib';

test.each([
  [MappingValue.requestHeader('x-id'), '$request.header.x-id'],
  [MappingValue.requestQueryString('q'), '$request.querystring.q'],
  [MappingValue.requestBody('a.b'), '$request.body.a.b'],
  [MappingValue.requestPath(), '$request.path'],
  [MappingValue.requestPathParam('id'), '$request.path.id'],
  [MappingValue.contextVariable('requestId'), '$context.requestId'],
  [MappingValue.stageVariable('host'), '$stageVariables.host'],
  [MappingValue.custom('${request.path.a}-b'), '${request.path.a}-b'],
  [MappingValue.NONE, ''],
])('the mapping value %j renders as %s', (value, expected) => {
  expect(value.value).toBe(expected);
});

test('each method that changes a request renders the corresponding mapping key', () => {
  const value = MappingValue.custom('v');
  const mapping = new ParameterMapping()
    .appendHeader('a', value)
    .overwriteHeader('b', value)
    .removeHeader('c')
    .appendQueryString('d', value)
    .overwriteQueryString('e', value)
    .removeQueryString('f')
    .overwritePath(value)
    .custom('Detail', '$request.body');
  expect(mapping.mappings).toEqual({
    'append:header.a': 'v',
    'overwrite:header.b': 'v',
    'remove:header.c': '',
    'append:querystring.d': 'v',
    'overwrite:querystring.e': 'v',
    'remove:querystring.f': '',
    'overwrite:path': 'v',
    Detail: '$request.body',
  });
});

test('a mapping that is created from an object contains the keys of the object in the same order', () => {
  const mapping = ParameterMapping.fromObject({ b: MappingValue.custom('1'), a: MappingValue.requestPath() });
  expect(Object.entries(mapping.mappings)).toEqual([
    ['b', '1'],
    ['a', '$request.path'],
  ]);
});

test('if a mapping key is set twice, the last value is used', () => {
  expect(new ParameterMapping().custom('k', '1').custom('k', '2').mappings).toEqual({ k: '2' });
});
