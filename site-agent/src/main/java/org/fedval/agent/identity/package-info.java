/**
 * Who this site is and who it adds up with, between studies: {@code CertificateRenewal} keeps the
 * transport certificate current while the agent runs, {@code IdentityKeyChange} gives the site
 * another identity key, {@code RosterShelf} and {@code RotationBook} keep what the coordinator
 * published, {@code Vouching} says which members the operator or an endorsing office vouches for.
 * Imports configuration, the outbound channel and the bodies of crypto; no study. Refuses whatever
 * is not signed by the key it names, and approves nothing by itself.
 */
@NullMarked
package org.fedval.agent.identity;

import org.jspecify.annotations.NullMarked;
