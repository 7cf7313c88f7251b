/**
 * The coordinator's database: Jdbi over SQLite or PostgreSQL, schema by Flyway. Main path: {@code
 * Database} to {@code StudyRepository} to {@code SessionBodyRepository}. Imports no gRPC and no
 * protobuf; holds exact signed bytes, public facts, sealed models and masked vectors, never a
 * model's key and never a count of one site. SQL runs on both databases; what numbers its rows goes
 * through {@code Database.write}.
 */
@NullMarked
package org.fedval.coordinator.store;

import org.jspecify.annotations.NullMarked;
