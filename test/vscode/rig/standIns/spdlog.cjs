// Stands in for @vscode/spdlog: the same interface over appendFileSync; logs are small here, so nothing is rotated.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levelNames = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
const off = levelNames.length;

class Logger {
  #path;
  #level = 2;
  #formatted = true;

  constructor(_type, _name, path) {
    this.#path = path;
  }

  #write(level, message) {
    if (level < this.#level || this.#level >= off) return;
    const stamp = new Date().toISOString().replace('T', ' ').slice(0, 23);
    appendFileSync(this.#path, this.#formatted ? `${stamp} [${levelNames[level]}] ${message}\n` : message);
  }

  trace = (message) => this.#write(0, message);
  debug = (message) => this.#write(1, message);
  info = (message) => this.#write(2, message);
  warn = (message) => this.#write(3, message);
  error = (message) => this.#write(4, message);
  critical = (message) => this.#write(5, message);

  getLevel() {
    return this.#level;
  }

  setLevel(level) {
    this.#level = level;
  }

  setPattern() {
    this.#formatted = true;
  }

  clearFormatters() {
    this.#formatted = false;
  }

  flush() {}
  flushSync() {}
  drop() {}
}

async function createLogger(name, path) {
  mkdirSync(dirname(path), { recursive: true });
  return new Logger('', name, path);
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
