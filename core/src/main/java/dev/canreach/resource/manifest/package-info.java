/** Reading manifests: objects out of documents, fields by schema, and problems at the fields they concern. */
@NullMarked
package dev.canreach.resource.manifest;

import org.jspecify.annotations.NullMarked;
