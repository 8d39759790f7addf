import { App } from 'aws-cdk-lib';
import { ServicesStack } from './services-stack';

new ServicesStack(new App(), 'WebSocketServices');
