/**
 * What a site's operator writes down: {@code AgentHome} (where files are) to {@code AgentConfig} to
 * {@code TrustFiles}. Unknown keys refuse to start. Imports only file access, YAML, agent.vault,
 * the settings of agent.dicomweb and agent.dimse, and the key types and the roster of crypto.
 */
@NullMarked
package org.fedval.agent.config;

import org.jspecify.annotations.NullMarked;
