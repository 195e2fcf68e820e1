// The entity tables as drizzle-kit wants them: each an export of its own. It loads this file, the service does not.
module.exports = require('./entity-tables.ts').entityTables;
