import type { Json, Known, Text } from './value-types';
import type { Element, FunctionLink, Link } from './element-types';

/** A Lambda function. */
export interface LambdaFunction extends Element {
  /** The function name, if the template sets the name. */
  name?: Text;
  /** The handler, such as `index.handler`. Absent for functions that are deployed as container images. */
  handler?: Text;
  /** The runtime, such as `nodejs22.x`. Absent for functions that are deployed as container images. */
  runtime?: Text;
  /** The package type, `Zip` or `Image`. */
  packageType?: Text;
  /** The location of the function's code. */
  code: FunctionCode;
  /** The environment variables of the function. */
  environment: Known<Record<string, Text>>;
  /** The timeout of the function in seconds. */
  timeoutSeconds?: Known<number>;
  /** The memory size of the function in MiB. */
  memoryMiB?: Known<number>;
  /** The instruction set architectures, `x86_64` or `arm64`. */
  architectures?: Known<Text[]>;
  /** The layers of the function. `layerAssets` contains the code of layers that the app defines. */
  layers?: Known<Text[]>;
  /** The code of each layer, in the order of `layers`, if the code is an asset of the assembly. */
  layerAssets?: (FunctionCode | null)[];
  /** The description of the function. */
  description?: Text;
  /**
   * The statements of the execution role that can apply to `execute-api:ManageConnections`. Present in apps with
   * WebSocket APIs, if the app defines the role and all its policies, and none of them depends on a template condition.
   */
  connectionStatements?: Json[];
}

/** The location of the code of a function. */
export type FunctionCode =
  | {
      kind: 'asset';
      /** The path of a folder or ZIP file, absolute or relative to `directory` of the model. */
      path: string;
      /**
       * The packaging of the asset: `zip` for a folder, which is uploaded as a ZIP file, or `file` for a file that is
       * uploaded unchanged.
       */
      packaging: string;
    }
  | {
      kind: 'inline';
      /** The inline source code of the function. */
      text: Text;
    }
  | {
      kind: 's3';
      /** The name of the S3 bucket that contains the code. */
      bucket: Text;
      /** The object key of the code in the S3 bucket. */
      key: Text;
    }
  | {
      kind: 'image';
      /** The URI of the container image. */
      uri: Text;
      /** The folder that contains the Dockerfile, if the image is an asset of the assembly. */
      path?: string;
    }
  | {
      kind: 'path';
      /** The path of a folder or file (`CodeUri` of SAM), relative to `directory` of the model. */
      path: string;
    }
  | {
      kind: 'unknown';
      /** The code property, as in the template. */
      raw: Json;
    };

/** A permission that allows API Gateway to invoke a Lambda function. */
export interface Permission extends Element {
  /** The function that the permission applies to. */
  function: FunctionLink;
  /** The allowed action, such as `lambda:InvokeFunction`. */
  action: Text;
  /** The service principal, such as `apigateway.amazonaws.com`. */
  principal: Text;
  /**
   * The ARN of the routes or authorizers that may invoke the function. Absent if all routes and authorizers may invoke
   * it.
   */
  sourceArn?: Text;
  /** The account whose APIs may invoke the function. */
  sourceAccount?: Text;
  /** The API in `sourceArn`, if the API is known. */
  api?: Link;
}
