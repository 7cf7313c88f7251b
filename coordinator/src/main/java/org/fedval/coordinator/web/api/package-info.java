/**
 * The REST interface under {@code /api/v1}: JSON for scripts, the same studies, sites and log as
 * the pages show. Main path: {@code ApiRoutes} (the addresses) to {@code StudiesApi} (one subject)
 * to {@code JsonAnswer} (bytes with their tag); {@code openapi.yaml} describes all of it and a test
 * holds it against the routes.
 *
 * <p>Reads through the desk's board and the repositories; changes a study through the desk alone.
 * Refuses to tell anything of a single site but its phase.
 */
@NullMarked
package org.fedval.coordinator.web.api;

import org.jspecify.annotations.NullMarked;
