export const handler = async () => 'books';
