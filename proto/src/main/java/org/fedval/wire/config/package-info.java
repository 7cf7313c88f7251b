/**
 * Small YAML files that operators write by hand. Main path: {@link
 * org.fedval.wire.config.StrictYaml} to the caller's record, or {@link
 * org.fedval.wire.config.YamlFileException} with one sentence.
 *
 * <p>May import the JDK and Jackson, nothing of Fedval. Refuses duplicate and unknown keys, wrong
 * types and files beyond 64 KiB.
 */
@NullMarked
package org.fedval.wire.config;

import org.jspecify.annotations.NullMarked;
