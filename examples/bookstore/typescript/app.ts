import { App } from 'aws-cdk-lib';
import { BookstoreStack } from './bookstore-stack';

const app = new App();
new BookstoreStack(app, 'Bookstore', {
  domainName: app.node.getContext('bookstore:domainName'),
  certificateArn: app.node.getContext('bookstore:certificateArn'),
  website: app.node.getContext('bookstore:website'),
  issuer: app.node.getContext('bookstore:issuer'),
  audience: app.node.getContext('bookstore:audience'),
});
