/**
 * What a vendor does on its own machine: {@code BundleMaker} checks a model, computes its canary
 * outputs, packs and signs. Imports the agent's engine, so that vendor and site run the same code.
 */
@NullMarked
package org.fedval.cli.vendor;

import org.jspecify.annotations.NullMarked;
