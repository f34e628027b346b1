/**
 * Who is who, and who may reach what over HTTP. Knows nothing of the engine: users and groups come through {@link
 * io.redress.identity.UserDirectory}, whose only implementation today sits in the process room.
 */
package io.redress.identity;
