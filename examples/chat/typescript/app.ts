import { App } from 'aws-cdk-lib';
import { ChatStack } from './chat-stack';

const app = new App();
new ChatStack(app, 'Chat');
