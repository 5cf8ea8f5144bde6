package com.acme.shop;

import dev.compositeindex.CompositeIndex;
import java.math.BigDecimal;
import java.time.Instant;

@CompositeIndex(fields = {"lower({title})", "createdAt DESC"})
@CompositeIndex(name = "product_value_idx", fields = "({price} * {inStock}) DESC NULLS LAST", where = "{price} > 0")
@CompositeIndex(fields = "title COLLATE \"C\" text_pattern_ops", include = "price", with = "fillfactor=70")
@CompositeIndex(fields = "attributes jsonb_path_ops", using = "gin", with = "fastupdate=off")
@CompositeIndex(fields = {"title public.gist_trgm_ops(siglen=32)", "createdAt"}, using = "gist")
@CompositeIndex(name = "product_number_key", fields = "order", unique = true, nullsDistinct = false)
@CompositeIndex(fields = "embedding vector_cosine_ops", using = "hnsw", with = {"m=16", "ef_construction=64"})
@CompositeIndex(fields = "createdAt", using = "brin", with = "pages_per_range=32")
public class Product {
    String title;
    BigDecimal price;
    int inStock;
    String attributes;
    float[] embedding;
    String order;
    Instant createdAt;
}
