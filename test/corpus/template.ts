/** A template as JSON. */
export type Json = Record<string, unknown>;

export const ref = (name: string): Json => ({ Ref: name });
export const att = (name: string, attribute = 'Arn'): Json => ({ 'Fn::GetAtt': [name, attribute] });
export const sub = (text: string): Json => ({ 'Fn::Sub': text });
export const join = (...parts: unknown[]): Json => ({ 'Fn::Join': ['', parts] });

/** A resource of API Gateway V2. */
export const v2 = (type: string, Properties: Json, more: Json = {}): Json => ({
  Type: `AWS::ApiGatewayV2::${type}`,
  Properties,
  ...more,
});

/** A Lambda function with its role. */
export const functionWithRole = (name = 'HelloFunction'): Json => ({
  [`${name}Role`]: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] } }],
      },
    },
  },
  [name]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'bucket', S3Key: 'code.zip' },
      Handler: 'app.handler',
      Role: att(`${name}Role`),
      Runtime: 'nodejs22.x',
    },
  },
});

/** A resource that grants API Gateway permission to invoke a Lambda function. */
export const permission = (functionName: string, sourceArn: unknown): Json => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: ref(functionName),
    Principal: 'apigateway.amazonaws.com',
    SourceArn: sourceArn,
  },
});

/** The Lambda integration in an OpenAPI document, as SAM writes it. */
export const operation = (functionName: string, more: Json = {}): Json => ({
  'x-amazon-apigateway-integration': {
    httpMethod: 'POST',
    type: 'aws_proxy',
    payloadFormatVersion: '2.0',
    uri: sub(
      `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${functionName}.Arn}/invocations`,
    ),
  },
  responses: {},
  ...more,
});
