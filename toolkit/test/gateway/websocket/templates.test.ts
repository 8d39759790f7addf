import { Templates } from '../../../src/gateway/websocket/templates/template';
import { inputOf } from '../../../src/gateway/websocket/templates/input';

// The expected strings are the output of Apache Velocity 1.7 for the same data in Java maps and lists.

const body = {
  a: 'x',
  list: [1, 2, 3],
  o: { p: 'one', q: 'two' },
  sized: { size: 7, eval: 1 },
  n: 5,
  dec: 1.5,
  yes: true,
  quote: 'it\'s "q" a/b',
};

/** The text that a template renders for the body of this test. */
function printed(template: string): string {
  const parameters = { header: { Host: 'h', 'User-Agent': "it's" }, querystring: { room: '7' }, path: {} };
  const context = {
    stage: 'live',
    identity: { sourceIp: '203.0.113.7' },
    authorizer: { principalId: 'alice' },
  };
  const input = inputOf(JSON.stringify(body), parameters);
  return new Templates().render(template, { input, context, stageVariables: { n: 'variable' } });
}

const rows: readonly (readonly [template: string, text: string])[] = [
  [
    "#set($m = $input.path('$.o'))$m.size() $m.isEmpty() $m.containsKey('p') $m.containsKey('z') $m.get('p') $m.p $m['p']",
    '2 false true false one one one',
  ],
  [
    "#set($m = $input.path('$.o'))#foreach($k in $m.keySet())$k=$m.get($k)#if($foreach.hasNext), #end#end",
    'p=one, q=two',
  ],
  [
    "#set($m = $input.path('$.o'))#foreach($e in $m.entrySet())$e.key=$e.value;$e.getKey()=$e.getValue() #end",
    'p=one;p=one q=two;q=two ',
  ],
  [
    "#set($m = $input.path('$.o'))#foreach($v in $m)[$v]#end#foreach($v in $m.values())($v)#end$v",
    '[one][two](one)(two)$v',
  ],
  ["#set($m = $input.path('$.o'))$m", '{p=one, q=two}'],
  [
    "#set($l = $input.path('$.list'))$l $l.size() $l.isEmpty() $l.contains(2) $l.contains(9) $l.get(0) $l[1] $l.indexOf(3) $l.subList(0,2)",
    '[1, 2, 3] 3 false true false 1 2 2 [1, 2]',
  ],
  [
    "#set($m = {})$m.put('a','1')|$!m.put('a','2')|$m.put('a','3')|$m|$m.remove('a')|$m",
    "$m.put('a','1')|1|2|{a=3}|3|{}",
  ],
  ["#set($m = {'size': 5, 'get': 'x'})$m.size() $m.size $m.get('size') $m.get('get')", '2 5 5 x'],
  [
    "$input.path('$.sized').size() $input.path('$.sized').get('size') $input.path('$.sized').keySet()",
    '2 7 [size, eval]',
  ],
  [
    "#set($s = 'Hello World')$s.length() $s.isEmpty() $s.contains('lo') $s.startsWith('He') $s.endsWith('ld') $s.indexOf('o') $s.lastIndexOf('o') $s.substring(6) $s.substring(0,5) $s.toLowerCase() $s.trim() $s.charAt(1) $s.concat('!') $s.equals('Hello World') $s.equalsIgnoreCase('hello world') $s.matches('H.*d') $s.compareTo('Hello World')",
    '11 false true true true 4 7 World Hello hello world Hello World e Hello World! true true true 0',
  ],
  ["#set($s = 'abc')$s.split('').size() #foreach($p in $s.split(''))<$p>#end", '3 <a><b><c>'],
  [
    "#set($s = 'a1b22c')$s.replaceAll('[0-9]+','#') $s.replaceAll('([a-z])','<$1>') $s.replaceFirst('[0-9]','-') $s.replace('b','B') $s.replaceAll('(?i)B','x')",
    'a#b#c <a>1<b>22<c> a-b22c a1B22c a1x22c',
  ],
  [
    "#set($s = 'x')$s.length $s.slice(0) $s.includes('x') $s.padStart(3)",
    "$s.length $s.slice(0) $s.includes('x') $s.padStart(3)",
  ],
  [
    "#set($l = $input.path('$.list'))$l.length $l.push(3) $l.join(',') $l.map",
    "$l.length $l.push(3) $l.join(',') $l.map",
  ],
  [
    "#if($input.path('$.none') == '')missing#{else}there#end #if($input.path('$.none') != '')there#{else}missing#end #if($input.path('$.a') != '')there#end",
    'missing missing there',
  ],
  ["#if($input.path('$.list').size() > 2)many#elseif($input.path('$.list').size() == 2)two#{else}few#end", 'many'],
  [
    "#if($input.path('$.n') == '5')same#end #if($input.path('$.yes') == 'true')yes#end #if($input.path('$.yes'))yes#end #if(!$input.path('$.yes'))no#{else}not#end",
    'same yes yes not',
  ],
  [
    '#foreach($i in [1..3])$i$foreach.count$foreach.index$velocityCount#if($foreach.first)F#end#if($foreach.last)L#end#if($foreach.hasNext),#end#end',
    '1101F,2212,3323L',
  ],
  ['#foreach($i in [1..5])#if($i == 3)#break#end$i#end after', '12 after'],
  ["#foreach($k in $input.path('$.o').keySet())#if($k == 'q')#break#end$k#end after", 'p after'],
  ["#foreach($v in $input.path('$.o'))#if($foreach.count == 2)#break#end$v#end after", 'one after'],
  ["#foreach($a in [1,2])#foreach($b in ['x','y'])$a$b #end#end", '1x 1y 2x 2y '],
  ["#set($total = 0)#foreach($i in $input.path('$.list'))#set($total = $total + $i)#end$total", '6'],
  [
    `#set($o = $util.parseJson('{"b":[5,{"c":"d"}]}'))$o.b[0] $o.b[1].c $o.b.size() $o.b.get(1).get('c') $o`,
    '5 d 2 d {b=[5, {c=d}]}',
  ],
  ['#set($q = \'"\')$q#set($d = \'x\')"$d" "${d}y" $!{none} $none ${none} $!none', '""x" "xy"  $none ${none} '],
  ["#macro(hi $name)Hi $name#end#hi('you')", 'Hi you'],
  ['#define($block)[$x]#end#set($x = 1)$block', '[1]'],
  [
    "$input.params('room') $input.params().querystring.room $input.params().header.get('Host') $input.params().get('header').get('Host') $input.params('none')|",
    '7 7 h h |',
  ],
  [
    `#set($body = $input.path('$'))#foreach($key in $body.keySet())"$key"#if($foreach.hasNext),#end#end`,
    '"a","list","o","sized","n","dec","yes","quote"',
  ],
  [
    `$util.escapeJavaScript($input.path('$.quote')) $util.escapeJavaScript($input.path('$.quote')).replaceAll("\\\\'","'")`,
    `it\\'s \\"q\\" a\\/b it's \\"q\\" a\\/b`,
  ],
  [
    "$input.path('$.n') $input.path('$.n').toString().length() $input.path('$.dec') $input.path('$.yes').toString().equals('true')",
    '5 1 1.5 true',
  ],
  ["#set($l = $input.path('$.list'))#set($last = $l.size() - 1)$l[$last] $l.get($last)", '3 3'],
  [
    "$context.authorizer.get('principalId') $context.identity.sourceIp $context.containsKey('stage')",
    'alice 203.0.113.7 true',
  ],
  ["#set($a = 'x')#set($a = $nothing)$a", 'x'],
  ["#if($input.path('$.a') && $input.path('$.a').length() != 0)ok#end", 'ok'],
  ["#set($s = 'tEst')$s.substring(0,1).toUpperCase()$s.substring(1).toLowerCase()", 'Test'],
  ["#set($l = ['b'])$l.addAll(['c','d']) $l.set(0,'z') $l.add(1,'m')| $l $l.clear()| $l", 'true b | [z, m, c, d] | []'],
  ["#set($m = {})$m.putAll({'x': 1})| $m $m.clear()| $m.isEmpty()", '| {x=1} | true'],
  [
    "#set($l = ['a','b'])$l.contains('a') $l.containsAll(['a']) $l.equals(['a','b']) $l.empty $l.toString()",
    'true true true false [a, b]',
  ],
  ["#set($k = 'p')$input.path('$.o').get($k) $input.path('$.o')[$k] ${input.path('$.o').p}", 'one one one'],
  ["$util.escapeJavaScript('</script>	é')", '<\\/script>\\t\\u00E9'],
  ["#set($e='')#if($e)t#{else}f#end", 't'],
  ['#set($e=0)#if($e)t#{else}f#end', 't'],
  ['#set($e=[])#if($e)t#{else}f#end', 't'],
  ['#set($e={})#if($e)t#{else}f#end', 't'],
  ["#if($input.params('none'))t#{else}f#end", 't'],
  ['#set($e=false)#if($e)t#{else}f#end#if(!$e)t#end', 'ft'],
  ["#set($e='')#if($e && true)t#{else}f#end", 't'],
  ['#if($none == $null)t#{else}f#end', 't'],
  ["#if($none != 'x')t#{else}f#end", 't'],
  ["#if('1' == 1)t#{else}f#end", 't'],
  ["#if('a' < 'b')t#{else}f#end", 'f'],
  ["#if($input.path('$.n') > 3 && $input.path('$.n') <= 5)t#end", 't'],
  ['#set($x = -1)$x', '-1'],
  [
    `#set($s = "a
b")$s`,
    `a
b`,
  ],
  [`#set($s="$input.path('$.a')-$context.stage")$s`, 'x-live'],
];

test.each(rows)('%s', (template, text) => {
  expect(printed(template)).toBe(text);
});

const errors: readonly (readonly [template: string, message: string])[] = [
  ["#set($s = 'abc')$s.substring(9)", 'the position 9 is outside the string "abc"'],
  ["#set($s = 'abc')$s.charAt(3)", 'the position 3 is outside the string "abc"'],
  ['#set($l = [1,2])$l.get(5)', 'the index 5 is outside the list, which has 2 elements'],
];

test.each(errors)('%s causes an error', (template, message) => {
  expect(() => printed(template)).toThrow(message);
});

test('the mapping template of the API Gateway console passes all parameters through', () => {
  const template = `
#set($allParams = $input.params())
{
"body-json" : $input.json('$'),
"params" : {
#foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
"$type" : {
    #foreach($paramName in $params.keySet())
    "$paramName" : "$util.escapeJavaScript($params.get($paramName)).replaceAll("\\\\'","'")"
        #if($foreach.hasNext),#end
    #end
}
    #if($foreach.hasNext),#end
#end
},
"stage-variables" : {
#foreach($key in $stageVariables.keySet())
"$key" : "$util.escapeJavaScript($stageVariables.get($key))"
    #if($foreach.hasNext),#end
#end
},
"context" : { "stage" : "$context.stage", "source-ip" : "$context.identity.sourceIp" }
}`;
  expect(JSON.parse(printed(template))).toEqual({
    'body-json': body,
    params: { path: {}, querystring: { room: '7' }, header: { Host: 'h', 'User-Agent': "it's" } },
    'stage-variables': { n: 'variable' },
    context: { stage: 'live', 'source-ip': '203.0.113.7' },
  });
});

test('a template that changes the message does not affect the next template', () => {
  expect(printed("#set($m = $input.path('$.o'))$!m.put('p', 'changed')$m.p")).toBe('onechanged');
  expect(printed("$input.path('$.o').p")).toBe('one');
});
