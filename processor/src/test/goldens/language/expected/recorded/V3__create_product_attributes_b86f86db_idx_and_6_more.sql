-- Builds and drops wait for older transactions, and a timeout would leave an INVALID index: so none, until the end.
DO $$ BEGIN PERFORM pg_catalog.set_config(pg_catalog.concat('compositeindex.', name), setting, false), pg_catalog.set_config(name, '0', false)
    FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) ANY ('{statement_timeout, lock_timeout, transaction_timeout}'); END $$;

-- compositeindex: create product_attributes_b86f86db_idx
-- declared by: com.acme.shop.Product
-- definition: CREATE INDEX product_attributes_b86f86db_idx ON product USING gin (attributes jsonb_path_ops) WITH (fastupdate=off)
CREATE INDEX CONCURRENTLY IF NOT EXISTS product_attributes_b86f86db_idx ON product USING gin (attributes jsonb_path_ops) WITH (fastupdate=off);

-- compositeindex: create product_created_at_44d8a470_idx
-- declared by: com.acme.shop.Product
-- definition: CREATE INDEX product_created_at_44d8a470_idx ON product USING brin (created_at) WITH (pages_per_range=32)
CREATE INDEX CONCURRENTLY IF NOT EXISTS product_created_at_44d8a470_idx ON product USING brin (created_at) WITH (pages_per_range=32);

-- compositeindex: create product_embedding_77cbe80e_idx
-- declared by: com.acme.shop.Product
-- definition: CREATE INDEX product_embedding_77cbe80e_idx ON product USING hnsw (embedding vector_cosine_ops) WITH (ef_construction=64, m=16)
CREATE INDEX CONCURRENTLY IF NOT EXISTS product_embedding_77cbe80e_idx ON product USING hnsw (embedding vector_cosine_ops) WITH (ef_construction=64, m=16);

-- compositeindex: create product_title_1e444c85_idx
-- declared by: com.acme.shop.Product
-- definition: CREATE INDEX product_title_1e444c85_idx ON product (title COLLATE "C" text_pattern_ops) INCLUDE (price) WITH (fillfactor=70)
CREATE INDEX CONCURRENTLY IF NOT EXISTS product_title_1e444c85_idx ON product (title COLLATE "C" text_pattern_ops) INCLUDE (price) WITH (fillfactor=70);

-- compositeindex: create product_title_created_at_3c93893d_idx
-- declared by: com.acme.shop.Product
-- definition: CREATE INDEX product_title_created_at_3c93893d_idx ON product (lower(title), created_at DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS product_title_created_at_3c93893d_idx ON product (lower(title), created_at DESC);

-- compositeindex: create product_title_created_at_755bc334_idx
-- declared by: com.acme.shop.Product
-- definition: CREATE INDEX product_title_created_at_755bc334_idx ON product USING gist (title public.gist_trgm_ops(siglen=32), created_at)
CREATE INDEX CONCURRENTLY IF NOT EXISTS product_title_created_at_755bc334_idx ON product USING gist (title public.gist_trgm_ops(siglen=32), created_at);

-- compositeindex: create product_value_idx
-- declared by: com.acme.shop.Product
-- definition: CREATE INDEX product_value_idx ON product ((price * in_stock) DESC NULLS LAST) WHERE price > 0
CREATE INDEX CONCURRENTLY IF NOT EXISTS product_value_idx ON product ((price * in_stock) DESC NULLS LAST) WHERE price > 0;

DO $$ DECLARE problems pg_catalog.text := ( -- IF NOT EXISTS is content with whatever bears the name, IF EXISTS with nothing
    SELECT pg_catalog.string_agg(pg_catalog.concat(b.name, CASE WHEN c.oid IS NULL THEN ' does not exist' WHEN i.indrelid IS NULL THEN ' is no index'
               WHEN i.indrelid OPERATOR(pg_catalog.=) t.oid THEN CASE WHEN i.indisvalid AND i.indisready THEN ' was built when nothing recorded it' ELSE ' is INVALID' END ELSE pg_catalog.concat(' is an index of ', i.indrelid::pg_catalog.regclass) END), ', ')
      FROM (VALUES
        ('product_attributes_b86f86db_idx', 'product'::pg_catalog.regclass),
        ('product_created_at_44d8a470_idx', 'product'),
        ('product_embedding_77cbe80e_idx', 'product'),
        ('product_title_1e444c85_idx', 'product'),
        ('product_title_created_at_3c93893d_idx', 'product'),
        ('product_title_created_at_755bc334_idx', 'product'),
        ('product_value_idx', 'product')
      ) b (name, target) JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) b.target
      LEFT JOIN pg_catalog.pg_class c ON (c.relnamespace, c.relname) OPERATOR(pg_catalog.=) (t.relnamespace, b.name) LEFT JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) c.oid
     WHERE (i.indrelid OPERATOR(pg_catalog.=) t.oid AND i.indisvalid AND i.indisready AND pg_catalog.strpos(pg_catalog.concat(pg_catalog.obj_description(c.oid, 'pg_class')), 'CompositeIndex: not recorded, ') OPERATOR(pg_catalog.=) 0) IS NOT TRUE);
BEGIN IF problems IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = '55000', MESSAGE = pg_catalog.concat('not as recorded: ', problems),
        HINT = 'What is INVALID, and built by nobody (see pg_stat_progress_create_index), or was built when nothing recorded it: DROP INDEX CONCURRENTLY. What else bears such a name: rename it. Then: flyway repair'; END IF;
END $$;

DO $$ BEGIN PERFORM pg_catalog.set_config(name, pg_catalog.current_setting(pg_catalog.concat('compositeindex.', name)), false)
    FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) ANY ('{statement_timeout, lock_timeout, transaction_timeout}'); END $$;
