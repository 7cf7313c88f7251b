/**
 * DICOM messages (PS3.7) on dcm4che: C-ECHO, C-FIND, and C-GET or C-MOVE with a Storage SCP, with
 * or without TLS. Main path: {@code Dcm4cheProvider} to {@code DimseSource} to {@code DimseObject}
 * over {@code DimseArchive}, which retries and waits, over {@code Messages}.
 *
 * <p>May import dcm4che and {@code agent.dicom}, {@code agent.dimse} and the PEM files of {@code
 * agent.dicomweb}. Refuses objects that it did not ask for, objects over a limit before they are in
 * memory, and certificates that do not verify. dcm4che's own logging is switched off in the command
 * line's logging configuration, for it may name patients.
 */
@NullMarked
package org.fedval.agent.dcm4che;

import org.jspecify.annotations.NullMarked;
