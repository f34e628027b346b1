/**
 * The engine room: the only room that knows Camunda. {@code delegate} holds what the diagrams call, {@code listener} what follows
 * every step, {@code engine} configuration, deployment, the deployment guard and the form contract; here is the outbound side.
 */
package io.redress.process;
