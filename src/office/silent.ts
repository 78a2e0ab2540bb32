/**
 * What a library remarks on a file is nobody's. Said nowhere in the thread itself: caught by its owner, it would keep a
 * command of the command line running as long as the thread waits for its next file.
 */
process.stdout.write = () => true;
process.stderr.write = () => true;
