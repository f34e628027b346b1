/** Configuration, deployment, the deployment guard, the form contract, decision tables, users, and what closes the engine's holes. */
package io.redress.process.engine;
