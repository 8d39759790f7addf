import type { Json, Known, Text } from './value-types';
import type { Element, FunctionLink, Link } from './element-types';

/** A Lambda function. */
export interface LambdaFunction extends Element {
  /** The name, if the template sets one. */
  name?: Text;
  /** The handler, such as `index.handler`. Absent for images. */
  handler?: Text;
  /** The runtime, such as `nodejs22.x`. Absent for images. */
  runtime?: Text;
  /** `Zip` or `Image`. */
  packageType?: Text;
  /** The code. */
  code: FunctionCode;
  /** The environment variables. */
  environment: Known<Record<string, Text>>;
  /** The timeout in seconds. */
  timeoutSeconds?: Known<number>;
  /** The memory in MiB. */
  memoryMiB?: Known<number>;
  /** The architectures: `x86_64`, `arm64`. */
  architectures?: Known<Text[]>;
  /** The layers. A layer of the app names its code asset by `layerAssets`. */
  layers?: Known<Text[]>;
  /** The code of the layers, in the same order, if it is an asset of the assembly. */
  layerAssets?: (FunctionCode | null)[];
  /** The description. */
  description?: Text;
  /**
   * The statements of the execution role that can concern `execute-api:ManageConnections`, for apps with WebSocket APIs.
   * Absent unless the role and all its policies are in the app, without conditions.
   */
  connectionStatements?: Json[];
}

/** The location of the code of a function. */
export type FunctionCode =
  | {
      kind: 'asset';
      /** A folder or a ZIP file. Relative to `directory` of the model, unless the path is absolute. */
      path: string;
      /** `zip` (a folder, or a file that is unpacked), or `file`. */
      packaging: string;
    }
  | {
      kind: 'inline';
      /** The source code. */
      text: Text;
    }
  | {
      kind: 's3';
      /** The bucket. */
      bucket: Text;
      /** The key. */
      key: Text;
    }
  | {
      kind: 'image';
      /** The URI of the image. */
      uri: Text;
      /** The folder with the Dockerfile, if the image is an asset of the assembly. */
      path?: string;
    }
  | {
      kind: 'path';
      /** A folder or a file (`CodeUri` of SAM), relative to `directory` of the model. */
      path: string;
    }
  | {
      kind: 'unknown';
      /** The value in the template. */
      raw: Json;
    };

/** A permission to invoke a function. */
export interface Permission extends Element {
  /** The function. */
  function: FunctionLink;
  /** The action, such as `lambda:InvokeFunction`. */
  action: Text;
  /** The principal, such as `apigateway.amazonaws.com`. */
  principal: Text;
  /** The ARN of the routes or authorizers that may invoke the function. Absent for all. */
  sourceArn?: Text;
  /** The account that may invoke the function. */
  sourceAccount?: Text;
  /** The API of `sourceArn`, if it is known. */
  api?: Link;
}
