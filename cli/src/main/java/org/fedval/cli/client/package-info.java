/**
 * What vendors and operators ask of a coordinator over mutual TLS. Main path: {@code Credentials}
 * to {@code VendorClient} and {@code OperatorClient}. Every refusal becomes one sentence.
 */
@NullMarked
package org.fedval.cli.client;

import org.jspecify.annotations.NullMarked;
