/**
 * The coordinator's database: Jdbi over SQLite, schema by Flyway. Main path: {@code Database} to
 * {@code StudyRepository} to {@code SessionBodyRepository}. Imports no gRPC and no protobuf; holds
 * exact signed bytes and public facts, never a masked vector and never a count of one site.
 */
@NullMarked
package org.fedval.coordinator.store;

import org.jspecify.annotations.NullMarked;
