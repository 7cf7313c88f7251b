/**
 * How browsers and scripts show who they are. Main path: {@code SignInPages} starts a session,
 * {@code Cookies} carries it, {@code WebVisitors} reads it at every request. Imports {@code
 * account} for what is true and {@code web} for the routes; keeps no secret.
 */
@NullMarked
package org.fedval.coordinator.web.signin;

import org.jspecify.annotations.NullMarked;
